import type { Value } from "./value.ts";

/** Fewer values are as short one by one. */
const LEAST_VALUES = 4;
/** Longer numbers are not counted but given. */
const MOST_DIGITS = 9;

/** Values of an array that count on: where the last stands, and its number. */
export interface Count {
  readonly last: number;
  readonly to: number;
}

/** How far the values count on from one: `"1.2.0","1.2.1","1.2.2","1.2.3"`. `undefined` where too few do. */
export function countFrom(values: readonly Value[], first: number): Count | undefined {
  const value = values[first];
  if (typeof value !== "string" || !isNext(value, values[first + 1])) return undefined;
  let last = first + 1;
  while (isNext(values[last] as string, values[last + 1])) last++;
  if (last - first + 1 < LEAST_VALUES) return undefined;
  return { last, to: numberOf(values[last] as string)?.number ?? 0 };
}

function isNext(value: string, next: Value | undefined): boolean {
  if (typeof next !== "string") return false;
  const found = numberOf(value);
  return found !== undefined && next === `${found.before}${found.number + 1}${found.behind}`;
}

function numberOf(value: string) {
  const end = value.endsWith('"') ? value.length - 1 : value.length;
  let start = end;
  while (start > 0 && end - start <= MOST_DIGITS && isDigit(value.charCodeAt(start - 1))) start--;
  const digits = value.slice(start, end);
  if (digits === "" || digits.length > MOST_DIGITS || digits.length > 1 && digits[0] === "0") {
    return undefined;
  }
  return { before: value.slice(0, start), number: Number(digits), behind: value.slice(end) };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
