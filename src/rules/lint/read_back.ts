import type { Diagnostic } from "./diagnostic.ts";

/** What tests ask of a list of diagnostics that was written down: who says what of which place. */
export type Said = Pick<Diagnostic, "path" | "at" | "message" | "notes">;

const PLACE = String.raw`\d+(?::\d+)?(?:-\d+(?::\d+)?)?(?:\([\d,-]+\))?`;
const SAID = new RegExp(`^(.*) at ((?:(?:\\S*:)?${PLACE},? )*(?:\\S*:)?${PLACE})$`);
const HOISTED = /^\[paths are in (.*)\]$/;
const SCOPES = /^\[(?:In|At) .*\]$/;
const SOURCE = /^(?:\S*:)?\d+(?: \d+)*\|(?: |$)/;

/** Reads what `grouped` wrote: the inverse of it, but for the order and the source lines. For tests. */
export function readBack(lines: readonly string[]): Said[] {
  const all: Said[] = [];
  let folder = "";
  let heading = "";
  let last: { notes: string[] } = { notes: [] };
  for (const line of lines) {
    if (SOURCE.test(line) || SCOPES.test(line)) continue;
    folder = HOISTED.exec(line)?.[1] ?? folder;
    const said = SAID.exec(line);
    if (line.startsWith(" ") || line.startsWith("\t")) last.notes.push(line);
    else if (said === null) heading = line;
    else {
      const notes: string[] = [];
      last = { notes };
      const [, message, places] = said;
      for (const { path, at } of placesIn(places, heading)) {
        all.push({ path: folder + path, at, message, notes });
      }
    }
  }
  return all;
}

/** In an order of their own, to compare two lists. */
export function sorted(all: readonly Said[]): Said[] {
  const key = ({ path, at, message, notes }: Said) => [path, at, message, ...notes].join("\n");
  return all
    .map(({ path, at, message, notes }) => ({ path, at, message, notes: [...notes] }))
    .sort((a, b) => key(a) < key(b) ? -1 : 1);
}

function placesIn(places: string, heading: string): { path: string; at: string }[] {
  let path = heading;
  return places.split(/,? /).map((place) => {
    const [at] = new RegExp(`${PLACE}$`).exec(place) ?? [""];
    if (at.length < place.length) path = place.slice(0, -at.length - 1);
    return { path, at };
  });
}

/** What tests ask of findings that were listed: who says what of which place. */
export interface Found {
  readonly head: string;
  readonly place: string;
  readonly label: string;
}

const FOUND = /^ (\S.*:\d+:\d+(?:-\d+(?::\d+)?| to line \d+)?)(?: ([^|]*?))??(?: \| .*)?$/;

/** Reads what `listed` wrote: the inverse of it, but for the order and the code. For tests. */
export function readListed(lines: readonly string[], isHead: RegExp): Found[] {
  let head = "";
  return lines.flatMap((line) => {
    if (isHead.test(line)) head = line.replace(/ \(x\d+\)$/, "");
    const found = FOUND.exec(line);
    const places = found?.[1].split(/(?<=\d) (?=\S*:\d+:\d+)/) ?? [];
    return places.map((place) => ({ head, place, label: found?.[2] ?? "" }));
  });
}

/** In an order of their own, to compare two lists. */
export function sortedPlaces(all: readonly Found[]): Found[] {
  const key = ({ head, place, label }: Found) => [head, place, label].join("\n");
  return [...all].sort((a, b) => key(a) < key(b) ? -1 : 1);
}
