import { factsOf } from "../facts/report.ts";
import { isBlank } from "../lines.ts";
import type { Note } from "../rule.ts";
import { goingOf } from "./going.ts";
import { holdsPatch, patchedOf } from "./patch.ts";
import { LIVE, type Role, settled, TEXT, type Thing, TOLD } from "./role.ts";
import type { Runner } from "./runner.ts";
import { streamsOf } from "./stream.ts";

/** The text without what passed, and in its place a note that counts it; `undefined` where nothing passed. */
export function withoutPassing(
  text: string,
  prefixes: ReadonlySet<string>,
  { read }: Pick<Runner, "read">,
  note: Note,
): string | undefined {
  const lines = text.split("\n");
  const patched = holdsPatch(text) ? patchedOf(lines) : undefined;
  const page = new Page(lines);
  for (const stream of streamsOf(lines, prefixes)) {
    const roles = settled(read(stream.lines))
      .map((role, i) => patched?.[stream.places[i]] ? TEXT : role);
    goingOf(stream.lines, roles).forEach((goes, i) => {
      const place = stream.places[i];
      if (goes && mayGo(lines[place], roles[i])) page.drop(place, roles[i]);
      else if (isBlank(stream.lines[i])) page.markBlank(place);
    });
  }
  return page.printed(note);
}

/** What stands a second time where it goes. */
const TWICE: ReadonlySet<Thing> = new Set([TOLD, LIVE]);

/** What reads as a report of trouble stays, whatever it is, unless it stands elsewhere too. */
function mayGo(line: string, role: Role): boolean {
  return "thing" in role && TWICE.has(role.thing) || factsOf(line.trim()).length === 0;
}

/** What becomes of a line. */
const Fate = { STAYS: 0, GOES: 1, BLANK: 2 } as const;

/** A text on its way to be printed without some of its lines. */
class Page {
  readonly #lines: readonly string[];
  readonly #fates: Uint8Array;
  readonly #counts = new Map<Thing, number>();

  constructor(lines: readonly string[]) {
    this.#lines = lines;
    this.#fates = new Uint8Array(lines.length);
  }

  drop(place: number, role: Role): void {
    this.#fates[place] = Fate.GOES;
    if (role.kind !== "going" && role.kind !== "gone" || role.count === 0) return;
    this.#counts.set(role.thing, (this.#counts.get(role.thing) ?? 0) + role.count);
  }

  markBlank(place: number): void {
    this.#fates[place] = Fate.BLANK;
  }

  /** The note stands where the first line went. Of the blank lines around what went one stays. */
  printed(note: Note): string | undefined {
    if (this.#counts.size === 0) return undefined;
    const printed: string[] = [];
    const noted = this.#fates.indexOf(Fate.GOES);
    let isBehindGap = false;
    let isBehindBlank = true;
    this.#lines.forEach((line, place) => {
      const fate = this.#fates[place];
      if (place === noted) printed.push(note([...this.#counts].map(counted).join(", ")));
      if (fate === Fate.GOES) {
        isBehindGap = true;
        isBehindBlank &&= place !== noted;
      } else if (fate === Fate.STAYS || !isBehindGap || !isBehindBlank) {
        printed.push(line);
        isBehindBlank = fate === Fate.BLANK;
        isBehindGap &&= isBehindBlank;
      }
    });
    return printed.join("\n");
  }
}

function counted([[one, many], count]: [Thing, number]): string {
  return `${count} ${count === 1 ? one : many}`;
}
