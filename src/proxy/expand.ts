import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { sha256 } from "../text/digest.ts";
import { hiddenIn, type Layout } from "../conversation/layout.ts";
import { saidTokens } from "../conversation/said_tokens.ts";
import { TOO_LONG } from "../plan/redeem.ts";
import type { Expanding, Splicer } from "../providers/expand.ts";
import type { Provider } from "../providers/provider.ts";
import { careful, type CarefulSplicer, OurFailure } from "./careful.ts";
import type { Owner } from "../memory/ledger.ts";
import { endToEnd, isPacked } from "./headers.ts";
import type { House } from "./house.ts";
import type { OpenBill } from "./open_bill.ts";
import { placeOf } from "./place.ts";
import { refuse } from "./refusal.ts";
import type { Watcher } from "./relay.ts";
import { Unreachable } from "./upstream.ts";
import type { Known } from "./visit.ts";

/** A request that went up, in a conversation in which the model may ask for originals. */
export interface Exchange {
  readonly known: Known;
  readonly provider: Provider;
  readonly expanding: Expanding;
  readonly owner: Owner;
  /** The request as it went up, unpacked. */
  readonly body: Uint8Array;
  /** Without base path and query. */
  readonly path: string;
  /** Asks the same upstream in the same way, with another body. */
  ask(body: Uint8Array): Promise<Response>;
  /** Watches one answer of the upstream. */
  watch(answer: Response): Watcher;
  readonly bill: OpenBill;
}

/** A client takes a silent stream for dead after some minutes. In milliseconds. */
const PING_EVERY = 15_000;

/** An upstream's answer of which the bytes could not be made part of the message. */
interface Failed {
  readonly answer: Response;
}

/** An answer of the upstream ended before its end. Holds none of the runtime's words: they may quote a URL. */
class BrokenOff extends Error {}

/**
 * Makes one message out of an answer and of those that follow while the model asks for originals. Gives the bytes for
 * the client as soon as they may go; at its end the answer that failed, if one did, or what we failed in.
 */
async function* messageOf(
  first: Response,
  splicer: Splicer,
  exchange: Exchange,
  house: House,
): AsyncGenerator<Uint8Array, Failed | undefined> {
  try {
    return yield* roundsOf(first, careful(splicer, house.log), exchange, house);
  } catch (error) {
    if (!(error instanceof OurFailure)) throw error;
    house.log.error(
      `An answer with calls of ours could not be put together: ${placeOf(error.cause)}`,
    );
    return { answer: refuse({ status: 500, message: WE_FAILED }, exchange.provider) };
  }
}

async function* roundsOf(
  first: Response,
  splicer: CarefulSplicer,
  exchange: Exchange,
  house: House,
): AsyncGenerator<Uint8Array, Failed | undefined> {
  const { expanding, provider, bill } = exchange;
  const record = recordOf(exchange, house);
  let { body } = exchange;
  let answer = first;
  for (;;) {
    yield* roundOf(answer, splicer, record, exchange);
    const ending = splicer.end();
    if (ending.kind === "passed") {
      if (ending.words !== undefined) await record.plain(ending.words);
      yield* ending.down;
      return undefined;
    }
    bill.hid(hiddenTokens(ending.layout));
    await record.keep(ending.layout);
    if (ending.kind === "done") {
      yield* ending.down;
      return undefined;
    }
    if (ending.kind === "fail") return { answer: refuse(UNREPEATABLE, provider) };
    const sent = body;
    body = expanding.goOn(sent, ending.turn);
    const asked = exchange.ask(body);
    const added = tokensIn(ending.layout);
    house.tally.carried(added);
    bill.goesOn({ digest: sha256(ending.turn), tokens: () => added });
    answer = yield* waiting(asked, expanding.ping);
    if (isTooLong(answer)) {
      house.log.warn(`With an original in it the request was answered ${answer.status}`);
      await answer.body?.cancel();
      const shorter = ending.retell(() => TOO_LONG);
      await record.keep(shorter.layout);
      body = expanding.goOn(sent, shorter.turn);
      answer = yield* waiting(exchange.ask(body), expanding.ping);
    }
    if (!isLike(answer, first)) return { answer };
    splicer.goOn();
  }
}

/** Whether a later answer can go on with what the first one began. */
function isLike(answer: Response, first: Response): boolean {
  const [type, begun] = [answer, first].map(({ headers }) =>
    headers.get("content-type")?.split(";")[0].trim().toLowerCase()
  );
  return answer.ok && type === begun && !isPacked(answer.headers);
}

/** What one answer of the upstream lets go down; all that came of one that breaks off, if nothing was hidden. */
async function* roundOf(
  answer: Response,
  splicer: CarefulSplicer,
  record: Record,
  exchange: Exchange,
): AsyncGenerator<Uint8Array, void> {
  const watcher = exchange.watch(answer);
  let isWhole = false;
  try {
    for await (const bytes of bytesOf(answer)) {
      await watcher.passing(bytes);
      const { layout, words, down } = splicer.take(bytes);
      if (layout) await record.keep(layout);
      if (words !== undefined) await record.plain(words);
      // What came at once goes down at once: each piece is a write of its own.
      if (down.length > 0) yield down.length === 1 ? down[0] : Buffer.concat(down);
    }
    isWhole = true;
  } catch (error) {
    if (error instanceof BrokenOff) {
      yield* splicer.held;
      await written();
    }
    throw error;
  } finally {
    await watcher.over(isWhole);
  }
}

/** Bun forgets the head and the bytes of an answer that fails before it has written them. In milliseconds. */
const WRITTEN_AFTER = 20;

/** What was given to the client so far is on its way. */
async function written(): Promise<void> {
  await pause(WRITTEN_AFTER);
}

async function* bytesOf({ body }: Response): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body ?? [];
  } catch {
    throw new BrokenOff("an answer of the upstream ended before its end");
  }
}

/** Keeps the stream alive while the upstream thinks. */
async function* waiting(
  asked: Promise<Response>,
  ping: Uint8Array,
): AsyncGenerator<Uint8Array, Response> {
  // The generator may be left while it waits: a failure must find somebody.
  const settled = asked.then((answer) => ({ answer }), (error: unknown) => ({ error }));
  for (;;) {
    yield ping;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pause = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), PING_EVERY);
    });
    const result = await Promise.race([settled, pause]);
    clearTimeout(timer);
    if (result === undefined) continue;
    if ("error" in result) throw result.error;
    return result.answer;
  }
}

/** What the calls of a message so far and their results add to a request. */
function tokensIn(layout: Layout): number {
  return hiddenIn(layout).reduce(
    (sum, { raw, result }) => sum + saidTokens(raw) + saidTokens(result),
    0,
  );
}

/** The calls of ours in a round, in tokens; "all" where the client was given nothing of it. */
function hiddenTokens({ rounds }: Layout): number | "all" {
  const round = rounds.findLast((items) => items.length > 0) ?? [];
  if (round.every(({ kind }) => kind === "hidden")) return "all";
  return hiddenIn({ rounds: [round] }).reduce((sum, { raw }) => sum + saidTokens(raw), 0);
}

/** The client's own request was fine: it must not be told that it is too long. */
function isTooLong({ status }: Response): boolean {
  return status === 400 || status === 413;
}

const UNREPEATABLE = {
  status: 502,
  message: "squeezr can't repeat a block of the answer to the model; please try again",
};
const WE_FAILED = "squeezr failed while the model asked for an original; please try again";

/** Writes layouts down before the bytes that depend on them leave. */
interface Record {
  keep(layout: Layout): Promise<void>;
  plain(words: string): Promise<void>;
}

function recordOf({ owner: { key }, known: { conversation } }: Exchange, house: House): Record {
  const { layouts, patience: { writing } } = house.ledger;
  const chain = conversation.chain.at(-1) ?? "";
  const name = randomUUID();
  return {
    keep: (layout) =>
      OurFailure.within(async () => {
        const entry = { key, chain, name, layout };
        if (!await writing.through(() => layouts.keep(entry))) layouts.hold(entry);
      }),
    async plain(words) {
      try {
        await writing.through(() => layouts.addPlain({ key, chain, words: sha256(words) }));
      } catch (error) {
        // The answer is whole; without this, it is found by what stands in it.
        house.log.error(`An answer could not be remembered: ${placeOf(error)}`);
      }
    },
  };
}

/** A stream for the client: whatever fails after its first bytes is an error event, and its end. */
export function spliceStream(
  first: Response,
  splicer: Splicer,
  exchange: Exchange,
  house: House,
  gone: AbortController,
): Response {
  const message = messageOf(first, splicer, exchange, house);
  const { ping } = exchange.expanding;
  let isBegun = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await nextOf(message, house);
      if (!done) {
        isBegun ||= value !== ping;
        return controller.enqueue(value);
      }
      if (value) controller.enqueue(await failureOf(value, first, exchange, isBegun));
      controller.close();
    },
    async cancel() {
      gone.abort();
      await message.return(undefined);
    },
  }, { highWaterMark: 0 });
  return answerLike(first, body, first.headers);
}

/** A stream ends where the upstream ended it, which its error may say no more of than the log does. */
async function nextOf(message: ReturnType<typeof messageOf>, { log }: House) {
  try {
    return await message.next();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    log.warn(error.message);
    throw new BrokenOff("the upstream could not be reached again");
  }
}

/** The client is told what went wrong in the words of the upstream. */
async function failureOf(
  { answer }: Failed,
  { headers }: Response,
  { expanding }: Exchange,
  isBegun: boolean,
): Promise<Uint8Array> {
  const said = await answer.text();
  return expanding.failure({ status: answer.status, said }, { headers, isBegun });
}

/** A whole answer for the client: its own status and words where a later round failed, and a cut where one was cut. */
export async function spliceWhole(
  first: Response,
  splicer: Splicer,
  exchange: Exchange,
  house: House,
): Promise<Response> {
  const message = messageOf(first, splicer, exchange, house);
  const { ping } = exchange.expanding;
  const parts: Uint8Array[] = [];
  try {
    for (;;) {
      const { done, value } = await message.next();
      if (done) {
        return value
          ? answerLike(value.answer, value.answer.body, value.answer.headers)
          : wholeOf(first, Buffer.concat(parts));
      }
      if (value !== ping) parts.push(value);
    }
  } catch (error) {
    if (!(error instanceof BrokenOff)) throw error;
    return answerLike(first, piecesOf(parts, error), first.headers);
  }
}

/** Its length is told where the upstream told one. */
function wholeOf(first: Response, body: Uint8Array): Response {
  if (!first.headers.has("content-length")) {
    return answerLike(first, piecesOf([body]), first.headers);
  }
  const headers = new Headers(first.headers);
  headers.set("content-length", `${body.length}`);
  return answerLike(first, body, headers);
}

/** A stream of these pieces, and then of the error. */
function piecesOf(pieces: readonly Uint8Array[], error?: Error): ReadableStream<Uint8Array> {
  const left = pieces.filter(({ length }) => length > 0);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = left.shift();
      if (next) return controller.enqueue(next);
      if (error === undefined) return controller.close();
      await written();
      controller.error(error);
    },
  }, { highWaterMark: 0 });
}

function answerLike(
  { status, statusText }: Response,
  body: ReadableStream<Uint8Array> | Uint8Array | null,
  headers: Headers,
): Response {
  return new Response(body as BodyInit | null, { status, statusText, headers: endToEnd(headers) });
}
