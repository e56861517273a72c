import assert from "node:assert/strict";
import fc from "fast-check";
import type { OriginalId } from "./decision.ts";
import { planOf } from "./plan.ts";
import { conversation, desk, type Told } from "./testing.ts";

const FILE = Array.from({ length: 60 }, (_, i) => `export const value${i} = compute(${i * 7});`);

const withTabs = (lines: readonly string[], from = 1) =>
  lines.map((line, i) => `${from + i}\t${line}`).join("\n");
const withArrows = (lines: readonly string[], from = 1) =>
  lines.map((line, i) => `${`${from + i}`.padStart(6)}→${line}`).join("\n");

const read = (id: string, text: string): Told => ({ id, text, tool: "Read", command: "/x/a.ts" });
const bash = (id: string, command: string, text: string): Told => ({ id, text, command });

/** What the last of the results goes up as; `undefined` where it goes raw. */
function sentOf(told: readonly Told[], cites = false): string | undefined {
  const { decisions, faults } = planOf(
    conversation(told),
    desk({ shorten: () => undefined, ...(cites && { cite: (id: OriginalId) => `ask ${id}` }) }),
  );
  assert.deepEqual(faults, []);
  const last = decisions[decisions.length - 1];
  return last.kind === "keep" ? undefined : last.text;
}

const CHANGED = [...FILE.slice(0, 30), "changed();", "again();", ...FILE.slice(31)];

const cases: readonly (readonly [name: string, told: readonly Told[], want: string | undefined])[] =
  [
    [
      "an overlapping range: the new lines alone are sent",
      [read("1", withTabs(FILE.slice(0, 40))), read("2", withTabs(FILE.slice(20), 21))],
      `[Lines 21-40 unchanged since Read(/x/a.ts) above, 1 call ago]\n${
        withTabs(FILE.slice(40), 41)
      }`,
    ],
    [
      "the same file by `cat`",
      [read("1", withTabs(FILE)), bash("2", "cat a.ts", FILE.join("\n"))],
      "[60 lines as lines 1-60 of Read(/x/a.ts) above, 1 call ago]",
    ],
    [
      "the same file by `sed -n`, read by `cat` before",
      [
        bash("1", "cat /x/a.ts", FILE.join("\n")),
        bash("2", "sed -n '11,50p' a.ts", FILE.slice(10, 50).join("\n")),
      ],
      "[40 lines as lines 11-50 of Bash(cat /x/a.ts) above, 1 call ago]",
    ],
    [
      "the same file with other numbers' style",
      [read("1", withTabs(FILE)), read("2", withArrows(FILE))],
      "[Lines 1-60 unchanged since Read(/x/a.ts) above, 1 call ago]",
    ],
    [
      "the file after an edit: changed lines stand where they are",
      [
        read("1", withTabs(FILE)),
        { id: "2", text: "Updated.", tool: "Edit", command: "/x/a.ts" },
        read("3", withTabs(CHANGED)),
      ],
      `[Lines 1-30 unchanged since Read(/x/a.ts) above, 2 calls ago]\n31\tchanged();\n32\tagain();\n` +
      "[Lines 33-61 as lines 32-60 of the same Read]",
    ],
    [
      "a file that the conversation wrote",
      [
        { id: "1", text: "Written.", tool: "Write", command: "/x/a.ts", input: FILE.join("\n") },
        read("2", withTabs(FILE)),
      ],
      `[Lines 1-60 as you wrote them in Write(/x/a.ts) above, 1 call ago, from "export const value0 = compute(0);" on]`,
    ],
    [
      "other output with some of its lines",
      [
        bash("1", "make all", FILE.slice(0, 20).join("\n")),
        bash("2", "make it", ["first", ...FILE.slice(5, 15), "last"].join("\n").padEnd(900)),
      ],
      `first\n[10 lines as in Bash(make all) above, 1 call ago, from "export const value5 = compute(35);" on]\n${
        "last".padEnd(900 - ["first", ...FILE.slice(5, 15), ""].join("\n").length)
      }`,
    ],
    [
      "code that looks like code of another file: it is verbatim",
      [
        read("1", withTabs(FILE.slice(0, 12))),
        { ...read("2", withTabs([...FILE.slice(0, 12), ...FILE.slice(40)])), command: "/x/b.ts" },
      ],
      undefined,
    ],
    [
      "lines of the same file that moved and were not seen to be changed",
      [
        read("1", withTabs(FILE.slice(0, 24))),
        read("2", withTabs([...FILE.slice(50), ...FILE.slice(0, 10), ...FILE.slice(30, 50)])),
      ],
      undefined,
    ],
  ];

for (const [name, told, want] of cases) {
  Deno.test(`references: ${name}`, () => assert.equal(sentOf(told), want));
}

Deno.test("references: what clients say around a result stays", () => {
  const reminder = "\n\n<system-reminder>\nKeep to the plan.\n</system-reminder>";
  const sent = sentOf([
    read("1", withTabs(FILE) + reminder),
    read("2", withTabs(FILE.slice(0, 50)) + reminder),
  ]);
  assert.equal(
    sent,
    `[Lines 1-50 unchanged since Read(/x/a.ts) above, 1 call ago]${reminder}`,
  );
});

Deno.test("references: the first of them bears the id", () => {
  const sent = sentOf([read("1", withTabs(FILE)), read("2", withTabs(CHANGED))], true);
  assert.equal(sent?.match(/; ask [0-9a-f]{8}\]/g)?.length, 1);
});

Deno.test("references: none points at lines that are a reference themselves", () => {
  const told = [
    read("1", withTabs(FILE.slice(0, 40))),
    read("2", withTabs(FILE.slice(10, 60), 11)),
    read("3", withTabs(FILE.slice(20, 60), 21)),
  ];
  const sent = sentOf(told);
  assert.match(sent ?? "", /^\[Lines 21-40 .* 2 calls ago\]\n\[Lines 41-60 .* 1 call ago\]$/);
});

/** What a reader finds who follows the references of the last result. */
function followed(told: readonly Told[]): string {
  const { decisions } = planOf(conversation(told), desk({ shorten: () => undefined }));
  const sent = told.map(({ text }, i) => {
    const decision = decisions[i];
    return decision.kind === "keep" ? text : decision.text;
  });
  const pattern = /^\[Lines (\d+)-(\d+) unchanged since Read\(.*\) above, (\d+) calls? ago\]$/;
  const last = told.length - 1;
  return sent[last].split("\n").flatMap((line) => {
    const found = pattern.exec(line);
    if (found === null) return [line];
    const [from, to, ago] = found.slice(1).map(Number);
    const there = sent[last - ago].split("\n");
    return Array.from({ length: to - from + 1 }, (_, i) => {
      const row = there.find((row) => row.startsWith(`${from + i}\t`));
      assert.ok(row !== undefined, "the line stands where the reference points at");
      return row;
    });
  }).join("\n");
}

Deno.test("references: whoever follows them finds every line of the file", () => {
  const range = fc.tuple(fc.nat({ max: 40 }), fc.integer({ min: 20, max: 60 }))
    .map(([from, length]) => withTabs(FILE.slice(from, from + length), from + 1));
  fc.assert(fc.property(fc.array(range, { minLength: 2, maxLength: 6 }), (texts) => {
    const told = texts.map((text, i) => read(`${i}`, text));
    const whole = texts.slice(0, -1).includes(texts[texts.length - 1]);
    if (!whole) assert.equal(followed(told), texts[texts.length - 1]);
  }));
});
