import { textAt } from "../json/spans.ts";
import { providers } from "../providers/list.ts";
import type { Provider } from "../providers/provider.ts";
import { clientOf } from "../stats/client.ts";
import { plainBodyOf } from "./encoding.ts";
import type { House } from "./house.ts";
import { noteTaker } from "./listen.ts";
import { type Known, prepare, type Prepared, replayOnly, type Visit } from "./prepare.ts";
import { refuse } from "./refusal.ts";
import { relay, type Watcher } from "./relay.ts";
import type { Route } from "./routes.ts";
import { endToEnd } from "./headers.ts";
import { ask, Unreachable, urlAt } from "./upstream.ts";

/** What goes up for one request. */
interface Sending {
  readonly body: Uint8Array | ReadableStream<Uint8Array> | null;
  readonly headers: Headers;
  readonly known: Known | undefined;
}

/** One request, to its upstream and back. */
export async function handle(request: Request, route: Route, house: House): Promise<Response> {
  const configured = house.config.upstreams[route.upstream];
  if (configured === undefined) return refuse(unknownUpstream(route.upstream, house));
  const provider = providers[configured.api];
  const upstream = { name: route.upstream, url: configured.url };
  house.tally.request();
  try {
    const { body, headers, known } = await sendingOf(request, route, provider, house);
    const url = urlAt(upstream, route.path, new URL(request.url).search);
    const { method, signal } = request;
    const answer = await ask(upstream, { method, url, headers, body, signal }, house.send);
    return passDown(answer, known, provider, house);
  } catch (error) {
    // Nobody is there to read it; 499 is what servers log for a client that left.
    if (request.signal.aborted) return new Response(null, { status: 499 });
    if (!(error instanceof Unreachable)) throw error;
    house.log.warn(error.message);
    return refuse({ status: 502, message: error.message }, provider);
  }
}

function unknownUpstream(name: string, { config }: House) {
  const known = Object.keys(config.upstreams).join(", ");
  return {
    status: 404,
    message: `squeezr knows no upstream "${name}": /to/NAME/... takes ${known}; ` +
      `add upstreams.${name} to the configuration`,
  };
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
    return { body: request.body, headers, known: undefined };
  }
  const came = new Uint8Array(await request.arrayBuffer());
  const begun = performance.now();
  const plain = await plainBodyOf(came, headers.get("content-encoding"));
  if (plain === undefined) return { body: came, headers, known: undefined };

  const client = clientOf(headers.get("user-agent"));
  const { body, known } = await prepareWithCare({ provider, purpose, body: plain, client }, house);
  if (known === undefined) return { body: came, headers, known };
  enter(known, client, performance.now() - begun, house);
  // What gains nothing goes as it came, packed if it was packed.
  if (body === plain) return { body: came, headers, known };
  const unpacked = new Headers(headers);
  unpacked.delete("content-encoding");
  return { body, headers: unpacked, known };
}

/** In order: all that we can do; what was sent before as it was, and the rest raw; the client's own bytes. */
const ways: readonly ((visit: Visit, house: House) => Prepared | Promise<Prepared>)[] = [
  prepare,
  replayOnly,
  ({ body }) => ({ body, known: undefined }),
];

/** The one place, besides the plan, where an error of ours ends: the request goes up all the same. */
async function prepareWithCare(visit: Visit, house: House): Promise<Prepared> {
  for (const way of ways) {
    try {
      return await way(visit, house);
    } catch (error) {
      house.log.error(`A request could not be prepared: ${placeOf(error)}`);
    }
  }
  return { body: visit.body, known: undefined };
}

function enter(
  { conversation, key, plan }: Known,
  client: string,
  milliseconds: number,
  house: House,
) {
  const { head, body } = conversation;
  for (const { block, error } of plan.faults) {
    house.log.error(`A result of ${block.call.tool} was kept as it is: ${placeOf(error)}`);
  }
  house.tally.add({
    client,
    model: head.model,
    milliseconds,
    verdict: house.prefixes.check(key, conversation, plan.decisions, house.now()),
    fresh: plan.fresh.map(({ block, found }) => ({
      tool: block.call.tool,
      original: textAt(body, block.place) ?? "",
      found,
    })),
  });
}

/** The upstream's answer is the client's: status, headers, bytes and timing. */
function passDown(
  answer: Response,
  known: Known | undefined,
  provider: Provider | undefined,
  house: House,
): Response {
  const headers = endToEnd(answer.headers);
  const { status, statusText } = answer;
  if (answer.body === null) return new Response(null, { status, statusText, headers });
  const listener = known && provider?.listenerFor(headers);
  const watcher = listener ? withCare(noteTaker(listener, known, house), house) : nobody;
  return new Response(relay(answer.body, watcher), { status, statusText, headers });
}

const nobody: Watcher = { passing: () => Promise.resolve(), over: () => Promise.resolve() };

/** The answer comes down whatever its watcher does: after an error of ours nobody watches any more. */
function withCare(watcher: Watcher, house: House): Watcher {
  let current = watcher;
  const carefully = async (act: (watcher: Watcher) => Promise<void>) => {
    try {
      await act(current);
    } catch (error) {
      current = nobody;
      house.log.error(`An answer could not be followed: ${placeOf(error)}`);
    }
  };
  return {
    passing: (bytes) => carefully((watcher) => watcher.passing(bytes)),
    over: (isWhole) => carefully((watcher) => watcher.over(isWhole)),
  };
}

/** What failed and where, without the message, which may quote a body. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frame = error.stack?.split("\n").find((line) => line.trimStart().startsWith("at "));
  return `${error.name} ${frame?.trim() ?? ""}`;
}
