import type { Owner } from "../memory/ledger.ts";
import type { Provider } from "../providers/provider.ts";
import { clientOf } from "../stats/client.ts";
import { plainBodyOf } from "./encoding.ts";
import type { Seen } from "./enter.ts";
import { answererOf } from "./answerer.ts";
import type { Exchange } from "./expand.ts";
import { spliceStream, spliceWhole } from "./give_down.ts";
import type { House } from "./house.ts";
import { noteTaker } from "./listen.ts";
import type { OpenBill } from "./open_bill.ts";
import type { Known } from "./visit.ts";
import { reaching } from "./reaching.ts";
import { placesOf } from "./refused.ts";
import { relay, type Watcher } from "./relay.ts";
import { enterWithCare, followWithCare, nobody, prepareWithCare } from "./with_care.ts";
import type { Route } from "./routes.ts";
import { endToEnd, isPacked } from "./headers.ts";
import { ask } from "./upstream.ts";

/** What goes up for one request. */
interface Sending {
  readonly body: Uint8Array | ReadableStream<Uint8Array> | null;
  readonly headers: Headers;
  /** The same, unpacked. */
  readonly plain?: { readonly body: Uint8Array; readonly headers: Headers };
  /** `undefined` where the body is none that the provider reads. */
  readonly seen: Seen | undefined;
}

/** One request, to its upstream and back. */
export function handle(request: Request, route: Route, house: House): Promise<Response> {
  return reaching(request, route, house, async ({ upstream, provider, url }) => {
    const { body, headers, plain, seen } = await sendingOf(request, route, provider, house);
    const gone = new AbortController();
    const { method } = request;
    const signal = AbortSignal.any([request.signal, gone.signal]);
    const bytesUp = plain?.body.length ?? 0;
    const bill = seen && provider && house.till.open({ ...seen, provider, bytesUp });
    const [answer] = await Promise.all([
      ask(upstream, { method, url, headers, body, signal }, house.send),
      seen && enterWithCare(seen, house),
    ]);
    if (!seen || !provider || !bill) return passDown(answer, nobody);
    const watch = (answer: Response) => watcherOf(answer, seen.known, provider, house, bill);
    const owner = mayAsk(seen.known, answer);
    if (!plain || !provider.expanding || !owner) return passDown(answer, watch(answer));
    const exchange: Exchange = {
      known: seen.known,
      provider,
      expanding: provider.expanding,
      owner,
      body: plain.body,
      path: route.path,
      ask: async (body) => {
        signal.throwIfAborted();
        return await ask(upstream, { method, url, ...plain, body, signal }, house.send);
      },
      watch,
      bill,
    };
    return await spliceDown(answer, exchange, house, gone);
  });
}

/** The request as it goes up: read and prepared where its API and path are known, else as it comes. */
async function sendingOf(
  request: Request,
  route: Route,
  provider: Provider | undefined,
  house: House,
): Promise<Sending> {
  const { headers } = request;
  const purpose = provider?.purposeOf(request.method, route.path);
  if (provider === undefined || purpose === undefined) {
    return { body: await unreadOf(request), headers, seen: undefined };
  }
  const came = new Uint8Array(await request.arrayBuffer());
  const begun = performance.now();
  const plain = await plainBodyOf(came, headers.get("content-encoding"));
  if (plain === undefined) return { body: came, headers, seen: undefined };

  const client = clientOf(headers.get("user-agent"));
  const { body, known } = await prepareWithCare({
    provider,
    purpose,
    path: route.path,
    body: plain,
    client,
  }, house);
  const milliseconds = performance.now() - begun;
  // A prompt that was only measured or kept warm has not been sent.
  const seen = purpose === "message" && known ? { known, client, milliseconds } : undefined;
  if (seen) house.told?.({ provider, path: route.path, known: seen.known, body });
  const unpacked = new Headers(headers);
  unpacked.delete("content-encoding");
  const sending = { body, headers: unpacked };
  // What gains nothing goes as it came, packed if it was packed.
  return { ...(body === plain ? { body: came, headers } : sending), plain: sending, seen };
}

/** Larger bodies that nobody reads go through piece by piece. In bytes. */
const HELD_WHOLE = 16 * 1024 * 1024;

/** A body that is passed on unread: whole where it is short, since a stream's length can't be told to the upstream. */
async function unreadOf(request: Request): Promise<Sending["body"]> {
  const length = Number(request.headers.get("content-length") ?? Infinity);
  if (request.body === null || length > HELD_WHOLE) return request.body;
  return new Uint8Array(await request.arrayBuffer());
}

/** In conversations with the tool, an answer that went well may hold calls of ours. */
function mayAsk({ owner }: Known, answer: Response): Owner | undefined {
  const isIn = owner?.offer === "tool" && answer.ok && answer.body !== null &&
    !isPacked(answer.headers);
  return isIn ? owner : undefined;
}

/** An answer in which the model may ask for originals: one message for the client, whatever stands behind it. */
async function spliceDown(
  first: Response,
  exchange: Exchange,
  house: House,
  gone: AbortController,
): Promise<Response> {
  const answerer = answererOf(exchange.known, house, () => splicer?.rounds ?? 0);
  const splicer = exchange.expanding.splicerFor(first.headers, answerer, exchange.path);
  if (splicer === undefined) return passDown(first, exchange.watch(first));
  // Whoever tells a length has the whole answer, and a spliced one has another length.
  return splicer.isStream && !first.headers.has("content-length")
    ? spliceStream(first, splicer, exchange, house, gone)
    : await spliceWhole(first, splicer, exchange, house);
}

/** The upstream's answer is the client's: status, headers, bytes and timing. */
function passDown(answer: Response, watcher: Watcher): Response {
  const headers = endToEnd(answer.headers);
  const { status, statusText } = answer;
  if (answer.body === null) return new Response(null, { status, statusText, headers });
  return new Response(relay(answer.body, watcher), { status, statusText, headers });
}

/** Told of one answer: a request that failed above is not billed. */
function watcherOf(
  answer: Response,
  known: Known,
  provider: Provider,
  house: House,
  bill: OpenBill,
): Watcher {
  if (answer.ok) bill.begun();
  if (!answer.ok && known.rebuilt.length > 0) return followWithCare(placesOf(known, house), house);
  const listener = isPacked(answer.headers) ? undefined : provider.listenerFor(answer.headers);
  return listener ? followWithCare(noteTaker(listener, known, house, bill), house) : nobody;
}
