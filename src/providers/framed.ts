import type { Listener } from "../conversation/answer.ts";
import type { Provider } from "./provider.ts";

/** How an API is spoken on a WebSocket, where a message is a request, or an event of an answer. */
export interface Framed {
  /** Reads requests. Nothing is offered in them: the server holds the history, or holds it for the next one. */
  readonly requests: Provider;
  /** Listens to one answer, of which each piece is a message. */
  listener(): Listener;
  /** The lane in which a message of the client asks for an answer; `undefined` where it asks for none. */
  askedIn(message: Uint8Array): string | undefined;
  /** The lane of the answer that a message of the server is of; `undefined` where it is of none. */
  toldIn(message: Uint8Array): string | undefined;
}
