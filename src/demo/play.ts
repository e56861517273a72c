import type { Provider } from "./provider.ts";
import { readAnswer } from "./read.ts";
import { bodyOf, type Session } from "./session.ts";
import { blocksOf, type Fields, fieldsIn, without } from "./values.ts";

/** What became of one request of a session. */
export interface Played {
  /** Counted from 1. */
  readonly request: number;
  /** Bytes that the client sent, and that reached the provider. */
  readonly bytesIn: number;
  readonly bytesUp: number;
  /** Messages of earlier requests that went up otherwise than before. */
  readonly changed: number;
  /** The provider's own numbers. */
  readonly usage: Fields;
}

const HEADERS = {
  "content-type": "application/json",
  "anthropic-version": "2023-06-01",
  "x-api-key": "demo",
};

/** What a body says, message by message, cache markers aside. */
function saidIn(body: Uint8Array): string[] {
  const { messages } = JSON.parse(new TextDecoder().decode(body));
  return fieldsIn(messages).map(({ role, content }) =>
    JSON.stringify([role, ...blocksOf(content).map((block) => without(block, "cache_control"))])
  );
}

/**
 * Plays a session's client: sends each request through `door`, hears the answer, and goes on from what it heard.
 * The provider is asked what reached it. Throws when a request is refused.
 */
export async function* playSession(
  session: Session,
  door: (request: Request) => Promise<Response>,
  provider: Provider,
): AsyncGenerator<Played, void> {
  const messages = [...session.messages];
  let before: readonly string[] = [];
  for (const [i, length] of session.requests.entries()) {
    const json = JSON.stringify(bodyOf(session, messages.slice(0, length)));
    const body = new TextEncoder().encode(json);
    const url = "http://127.0.0.1/v1/messages?beta=true";
    const answer = await readAnswer(
      await door(new Request(url, { method: "POST", headers: HEADERS, body })),
    );
    if (messages[length] !== undefined) {
      messages[length] = { ...messages[length], content: answer.content };
    }
    const up = provider.received.at(-1)?.body ?? new Uint8Array();
    const said = saidIn(up);
    const changed = before.filter((message, at) => message !== said[at]).length;
    before = said;
    yield {
      request: i + 1,
      bytesIn: body.length,
      bytesUp: up.length,
      changed,
      usage: answer.usage,
    };
  }
}
