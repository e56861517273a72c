import { Buffer } from "node:buffer";
import type { Splicer } from "../providers/expand.ts";
import { BrokenOff, written } from "./broken_off.ts";
import { type Exchange, type Failed, messageOf } from "./expand.ts";
import { endToEnd } from "./headers.ts";
import type { House } from "./house.ts";
import { Unreachable } from "./upstream.ts";

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
