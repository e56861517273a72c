/** So many failures of one result keep the source around the line that failed. */
const WHOLE = 5;

/** Counts the failures as they are told. One that is told again is no new one. */
export class Failures {
  readonly #numbers = new Map<string, number>();
  #current = 0;

  begin(head: string): void {
    const number = this.#numbers.get(head) ?? this.#numbers.size + 1;
    this.#numbers.set(head, number);
    this.#current = number;
  }

  /** Have so many been told that the source around the line that failed may go? */
  get areMany(): boolean {
    return this.#current > WHOLE;
  }
}
