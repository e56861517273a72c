/** One message of a WebSocket: text, or bytes. */
export type Message = string | Uint8Array;

/** How an end was closed (RFC 6455, 7.4): 1005 stands for no code, 1006 for a connection that was lost. */
export interface Closing {
  readonly code: number;
  readonly reason: string;
}

/** One end of a WebSocket, whichever library or runtime holds it. */
export interface Socket {
  readonly isOpen: boolean;
  /** What was sent and is not on its way yet, in bytes. */
  readonly waiting: number;
  /** Nothing happens where it is closed. */
  send(message: Message): void;
  close(closing: Closing): void;
  /** Takes no more messages until `release`, where its runtime can. */
  hold(): void;
  release(): void;
}

/** Told what comes in at one end. */
export interface Hearer {
  message(message: Message): void;
  closed(closing: Closing): void;
}

/** A hearer at the client's end, which is told when the proxy is about to end, too. */
export interface Host extends Hearer {
  leave(): void;
}

/** What the client is told with the upgrade. */
export interface Welcome {
  readonly headers: Headers;
  /** The subprotocol that was chosen. */
  readonly protocol: string | undefined;
}

/** Takes the client's upgrade; `begin` is called once its end is there. Throws where the request asks for none. */
export type Accept = (
  request: Request,
  welcome: Welcome,
  begin: (client: Socket) => Host,
) => Response;

/** Longer messages are refused. In bytes. */
export const LONGEST_MESSAGE = 1024 * 1024 * 1024;

/** The connection was lost: nobody said why. */
export const LOST: Closing = { code: 1006, reason: "" };

/** A code that may be said on the wire. Source: RFC 6455, 7.4, and IANA's registry. */
export function isSayable(code: number): boolean {
  const isReserved = code === 1004 || code === 1005 || code === 1006;
  return (code >= 1000 && code <= 1014 && !isReserved) || (code >= 3000 && code <= 4999);
}
