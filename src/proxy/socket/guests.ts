import { setTimeout } from "node:timers/promises";
import type { Closing, Host, Message, Socket } from "./socket.ts";

/** In milliseconds. */
const LOOK_AGAIN = 20;

/** The clients whose WebSockets are open. */
export class Guests {
  readonly #hosts = new Set<Host>();
  #isLeaving = false;

  add(host: Host): void {
    this.#hosts.add(host);
    if (this.#isLeaving) host.leave();
  }

  delete(host: Host): void {
    this.#hosts.delete(host);
  }

  /** Has each of them parted from as soon as no answer is owed to it, whoever comes later too. */
  leave(): void {
    this.#isLeaving = true;
    for (const host of this.#hosts) host.leave();
  }

  /** Resolves when nobody is there any more. */
  async gone(signal: AbortSignal): Promise<void> {
    while (this.#hosts.size > 0 && !signal.aborted) await setTimeout(LOOK_AGAIN);
  }
}

/** One client, from before its end is there until after it is closed. */
export class Guest {
  readonly #all: Guests;
  readonly #begin: (client: Socket) => Host;
  #host: Host | undefined;

  constructor(all: Guests, begin: (client: Socket) => Host) {
    this.#all = all;
    this.#begin = begin;
  }

  /** Its end is there. */
  enter(client: Socket): void {
    if (this.#host) return;
    this.#host = this.#begin(client);
    this.#all.add(this.#host);
  }

  message(message: Message): void {
    this.#host?.message(message);
  }

  closed(closing: Closing): void {
    if (this.#host === undefined) return;
    this.#all.delete(this.#host);
    this.#host.closed(closing);
  }
}
