import { setTimeout } from "node:timers/promises";
import type { Closing, Message, Socket } from "./socket.ts";

/** With more than this waiting, the sender is held up. In bytes, or in UTF-16 units of text. */
const MUCH = 1024 * 1024;
/** Not every runtime tells when what was sent has left. In milliseconds. */
const LOOK_AGAIN = 10;

/** What a message is made into on its way. Must not throw. */
export type Change = (message: Message) => Promise<Message>;

/** Carries messages from one end to the other, one after the other, no faster than they are taken. */
export class Pump {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #change: Change;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(from: Socket, to: Socket, change: Change) {
    this.#from = from;
    this.#to = to;
    this.#change = change;
  }

  /** What came and has not been sent: where a sender can't be held up, this may grow. */
  get waiting(): number {
    return this.#waiting;
  }

  take(message: Message): void {
    const size = message.length;
    this.#waiting += size;
    if (this.#waiting > MUCH) this.#from.hold();
    this.#last = this.#last.then(async () => {
      this.#to.send(await this.#change(message));
      await this.#taken();
      this.#waiting -= size;
      if (this.#waiting <= MUCH) this.#from.release();
    });
  }

  /** Closes the other end behind the last message. */
  end(closing: Closing): void {
    this.#last = this.#last.then(() => this.#to.close(closing));
  }

  async #taken(): Promise<void> {
    while (this.#to.isOpen && this.#to.waiting > MUCH) await setTimeout(LOOK_AGAIN);
  }
}
