import type { Finding, Note } from "./finding.ts";
import type { Reading } from "./reading.ts";
import { saidAt } from "./rustc_notes.ts";
import { placedAt } from "./rustc_place.ts";

/** Reads one message of `rustc`, `ruff` or `deno lint`: head, place, code, and all that is said of it. */
export function readRustc(lines: readonly string[], at: number): Reading<Finding> | undefined {
  if (/^(?:\s|$)/.test(lines[at])) return undefined;
  const placed = placedAt(lines, at);
  if (placed === undefined || placed.head === "") return undefined;
  const { head, place, spots, raw } = placed;
  const notes: Note[] = raw.length === 0 ? [] : [{ text: raw.join("\n") }];
  let remedy: string | undefined;
  let end = placed.end;
  for (;;) {
    const said = saidAt(lines, end, place.line);
    if (said === undefined) break;
    notes.push(...said.notes);
    if (said.remedy !== undefined) {
      if (remedy === undefined) remedy = said.remedy;
      else notes.push({ text: `    => ${said.remedy}` });
    }
    end = said.end;
  }
  return { items: [{ head, spots, remedy, notes }], end };
}
