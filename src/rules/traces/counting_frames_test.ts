import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { countingFrames } from "./counting_frames.ts";

const squeezed = (text: string) => {
  const sight = sightOf({ tool: "Bash", command: "./run", text });
  return (countingFrames.matches(sight)
    ? countingFrames.squeeze(sight, (what) => `[${what}]`)
    : undefined) ?? text;
};

const FOLD = /^\[(\d+)(?: times (\d+))? lines like these, numbers counting on\]$/;
const NUMBER = /0x[\da-f]+|\d+/g;

/** Writes the frames out again, by counting between the first and the last. */
function unfolded(text: string): string {
  const lines = text.split("\n");
  const answer: string[] = [];
  for (const [i, line] of lines.entries()) {
    const fold = FOLD.exec(line);
    if (fold === null) {
      answer.push(line);
      continue;
    }
    const times = Number(fold[1]);
    const period = Number(fold[2] ?? 1);
    for (let time = 1; time <= times; time++) {
      for (let k = 0; k < period; k++) {
        answer.push(between(lines[i - period + k], lines[i + 1 + k], time / (times + 1)));
      }
    }
  }
  return answer.join("\n");
}

function between(first: string, last: string, part: number): string {
  const numbers = last.match(NUMBER) ?? [];
  let at = 0;
  return first.replace(NUMBER, (digits) => {
    const other = numbers[at++];
    return digits === other
      ? digits
      : `${Math.round(Number(digits) + (Number(other) - Number(digits)) * part)}`;
  });
}

const frame = fc.record({
  name: fc.constantFrom("walk", "deep", "main"),
  argument: fc.nat(3),
  step: fc.integer({ min: -1, max: 1 }),
  times: fc.integer({ min: 1, max: 12 }),
  detail: fc.constantFrom("", "\n    at ./src/a.rs:9:5", "\n    at 0x55a0 +1"),
});

Deno.test("counting_frames can be written out again", () => {
  fc.assert(fc.property(fc.array(frame, { maxLength: 5 }), fc.boolean(), (calls, isRust) => {
    let number = 0;
    const frames = calls.flatMap(({ name, argument, step, times, detail }) =>
      Array.from({ length: times }, (_, i) => {
        const head = isRust ? `${number++}:` : `#${number++}`;
        return `${head} 0x55aa in ${name} (n=${20 + argument + i * step})${detail}`;
      })
    );
    const text = ["thread panicked", ...frames, "done"].join("\n");
    assert.equal(unfolded(squeezed(text)), text);
  }));
});

Deno.test("counting_frames sees calls in turn as one", () => {
  const frames = Array.from({ length: 20 }, (_, i) => `#${i} a.php(${i % 2}): ${"fg"[i % 2]}()`);
  assert.deepEqual(squeezed(frames.join("\n")).split("\n"), [
    frames[0],
    frames[1],
    "[8 times 2 lines like these, numbers counting on]",
    frames[18],
    frames[19],
  ]);
});

Deno.test("counting_frames leaves frames alone that are few, or differ in more than numbers", () => {
  for (
    const text of [
      "#0 f()\n#1 f()\n#2 f()",
      "#0 f(a)\n#1 f(b)\n#2 f(c)\n#3 f(d)\n#4 f(e)",
      "#0 f(1)\n#1 f(2)\n#2 f(4)\n#3 f(8)\n#4 f(16)",
      "1. a\n2. a\n3. a\n4. a\n5. a",
      "a.c:1: x\na.c:2: x\na.c:3: x\na.c:4: x",
    ]
  ) assert.equal(squeezed(text), text);
});
