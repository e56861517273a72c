import assert from "node:assert/strict";

/** What was sent, and the notes that were written for it, without their brackets. */
export interface Noted {
  readonly text: string;
  readonly notes: readonly string[];
}

/** A count and what it counts: `417 passing tests`. */
const COUNT = /(?:^|[,;] )(\d+) ([^,;]+)/g;
const NOTE = /^\[\d.*; [^;]*\]$/;
const LINES = /\b(?:line|row|hint)s?\b/;
/** What a line may hold more than one of. */
const PARTS = /\b(?:characters?|stretch(?:es)?|bod(?:y|ies)|strings?)\b/;
/** A terminal's lines end where the cursor moves, too. */
const LINE_END = new RegExp("\\r\\n|[\\r\\n]|\x1b\\[[\\d;?]*[A-HJKfhl]");

/** Whether notes may be true: each stands once, and counts no more than what is gone. */
export function checkNotes(before: string, { text, notes }: Noted): void {
  // What was written for an answer that gained nothing stands nowhere.
  const standing = notes.filter((what) => text.includes(`[${what}; `));
  const gone = goneFrom(before.split(LINE_END), text.split("\n"));
  let lines = 0;
  for (const what of standing) {
    assert.equal(text.split(`[${what}; `).length, 2, `stands more than once: ${what}`);
    for (const [, count, counted] of what.matchAll(COUNT)) {
      assert.notEqual(count, "0", `counts nothing: ${what}`);
      if (LINES.test(counted)) lines += Number(count);
      else {
        const most = PARTS.test(counted) ? charactersIn(gone) : mostIn(gone);
        assert.ok(Number(count) <= most, `not so much is gone: ${what}`);
      }
    }
  }
  assert.ok(lines <= gone.length, `${gone.length} lines are gone: ${standing.join("; ")}`);
}

/** A line tells of one thing, or says of how many: `a.test.ts (105 tests)`. */
function mostIn(gone: readonly string[]): number {
  const numbers = gone.flatMap((line) => line.match(/\b\d{1,6}\b/g) ?? []);
  return gone.length + numbers.reduce((sum, number) => sum + Number(number), 0);
}

function charactersIn(gone: readonly string[]): number {
  return gone.reduce((sum, line) => sum + line.length, 0);
}

/** The lines that do not stand any more as they stood. */
function goneFrom(before: readonly string[], after: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of after.map((line) => line.trim())) {
    if (!NOTE.test(line)) left.set(line, (left.get(line) ?? 0) + 1);
  }
  return before.map((line) => line.trim()).filter((line) => {
    const times = left.get(line) ?? 0;
    if (times > 0) left.set(line, times - 1);
    return times === 0;
  });
}
