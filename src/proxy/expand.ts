import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import { sha256 } from "../text/digest.ts";
import { hiddenIn, type Layout } from "../conversation/layout.ts";
import { saidTokens } from "../conversation/said_tokens.ts";
import { TOO_LONG } from "../plan/redeem.ts";
import type { Expanding, Splicer } from "../providers/expand.ts";
import type { Provider } from "../providers/provider.ts";
import { BrokenOff, written } from "./broken_off.ts";
import { careful, type CarefulSplicer, OurFailure } from "./careful.ts";
import type { Owner } from "../memory/ledger.ts";
import { isPacked } from "./headers.ts";
import type { House } from "./house.ts";
import type { OpenBill } from "./open_bill.ts";
import { placeOf } from "./place.ts";
import { refuse } from "./refusal.ts";
import type { Watcher } from "./relay.ts";
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
export interface Failed {
  readonly answer: Response;
}

/**
 * Makes one message out of an answer and of those that follow while the model asks for originals. Gives the bytes for
 * the client as soon as they may go; at its end the answer that failed, if one did, or what we failed in.
 */
export async function* messageOf(
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
