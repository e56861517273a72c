/** A place in the body, in bytes; `end` is the first byte after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
