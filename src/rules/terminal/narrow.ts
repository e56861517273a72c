const LAST_ASCII = 0x7e;
const FIRST_PRINTED = 0x20;

/** Blocks whose characters stand alone in one column in every terminal: letters, arrows, boxes, spinners, ticks. */
const NARROW: readonly (readonly [first: number, last: number])[] = [
  [0xa1, 0xac],
  [0xae, 0x24f],
  [0x2010, 0x2026],
  [0x2190, 0x21ff],
  [0x2500, 0x25fc],
  [0x2713, 0x2718],
  [0x2800, 0x28ff],
];

/** Does the character take one column, whatever stands beside it? `false` where that is not certain. */
export function isNarrow(code: number): boolean {
  if (code <= LAST_ASCII) return code >= FIRST_PRINTED;
  return NARROW.some(([first, last]) => first <= code && code <= last);
}
