/** Resolves when so many bytes of the answer's body have come down to the client. */
export type Reached = (bytes: number) => Promise<void>;

/** A piece that has not come down by then never will. In milliseconds. */
const PATIENCE = 20_000;

/** Lets the upstream wait for what the client has seen. */
export class Meter {
  #seen = 0;
  #isTold: () => void = () => {};

  readonly saw = (bytes: number): void => {
    this.#seen = bytes;
    this.#isTold();
  };

  readonly reached: Reached = async (bytes) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${this.#seen} of ${bytes} came down`)), PATIENCE);
    });
    while (this.#seen < bytes) {
      await Promise.race([late, new Promise<void>((resolve) => this.#isTold = resolve)]);
    }
    clearTimeout(timer);
  };
}
