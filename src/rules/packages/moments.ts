import { ranged } from "./versions.ts";
import type { Json, JsonObject } from "./written.ts";

/** Fewer gain nothing. */
const FEWEST = 10;
const MOMENT = /^(\d{4}-\d\d-\d\d)T(\S+)$/;

/** What came out at which moment: `npm view x time`. */
export type Moments = { readonly [name: string]: string };

/** Does the object say of each of its keys when it came out? */
export function areMoments(value: JsonObject): value is Moments {
  const moments = Object.values(value);
  return moments.length >= FEWEST && moments.every(isMoment);
}

function isMoment(value: Json): boolean {
  return typeof value === "string" && MOMENT.test(value);
}

/** By day, in order: `2024-03-09: 1.0.1..3; 2024-03-11: 1.1.0`. Which came first on a day goes with the times. */
export function withoutTimes(moments: Moments): string | undefined {
  const days: string[] = [];
  for (const [day, names] of byDay(moments)) {
    const versions = ranged(names.map(({ name }) => name).sort(inOrder));
    if (versions === undefined) return undefined;
    days.push(`${day}: ${versions}`);
  }
  return days.join("; ");
}

/** By day, in order, with times: `2024-03-09: 1.0.1 12:30:01.120, 1.0.2 12:41:00.300`, and what all times end in. */
export function withTimes(moments: Moments): { readonly days: string; readonly end: string } {
  const end = commonEnd(Object.values(moments));
  const days = [...byDay(moments)].map(([day, names]) => {
    const told = names.map(({ name, time }) =>
      `${name} ${time.slice(0, time.length - end.length)}`
    );
    return `${day}: ${told.join(", ")}`;
  });
  return { days: days.join("; "), end };
}

interface Named {
  readonly name: string;
  readonly time: string;
}

function byDay(moments: Moments): [string, Named[]][] {
  const days = new Map<string, Named[]>();
  for (const [name, moment] of Object.entries(moments)) {
    const [, day, time] = MOMENT.exec(moment) ?? ["", "", ""];
    const names = days.get(day);
    if (names === undefined) days.set(day, [{ name, time }]);
    else names.push({ name, time });
  }
  return [...days].sort(([a], [b]) => a < b ? -1 : 1);
}

/** Digits aside: `000Z` of times that all end in it is no end. */
function commonEnd(texts: readonly string[]): string {
  const [, end] = /\d(\D*|[+-]\d\d:\d\d)$/.exec(texts[0]) ?? [];
  return end !== undefined && texts.every((text) => text.endsWith(end)) ? end : "";
}

/** As versions count: `1.9.0` before `1.10.0`. */
function inOrder(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(/(\d+)/));
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = i % 2 === 1
      ? Number(left[i]) - Number(right[i])
      : left[i] < right[i]
      ? -1
      : left[i] > right[i]
      ? 1
      : 0;
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
