import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { gitBlame } from "./git_blame.ts";

const note = (what: string) => `[${what}]`;
const sight = (text: string) => sightOf({ tool: "Bash", command: "git blame a.ts", text });
const short = (text: string) => gitBlame.squeeze(sight(text), note) ?? text;

const origin = fc.constantFrom(
  { hash: "^8d92d640", who: "(Ada Berg             2024-03-04 10:11:12 +0100" },
  { hash: "5bbead271", who: "(Bo (team 7) Lind     2024-03-05 10:11:12 +0100" },
  { hash: "00000000 ", who: "(Not Committed Yet    2024-03-06 10:11:12 +0100" },
  { hash: "5bbead271", who: "old name.ts (Bo 12) x 2024-03-05 10:11:12 +0100" },
);
const code = fc.constantFrom("", "  x();", "}", "foo(1) 2) bar", "8d92d640", "12 apples");
const row = fc.record({ origin, code });

/** What a reader makes of the short form: a number goes on counting, anything else is a commit. */
function unfolded(text: string, first: number): string[] {
  const known = new Map<string, string>();
  let commit = "";
  let next = first;
  return text.split("\n").flatMap((line) => {
    if (line === `${next}` || line.startsWith(`${next} `)) {
      const number = `${next++}`;
      return [`${commit} ${number}) ${line.slice(number.length + 1)}`];
    }
    const [, hash, who] = /^(\S+)(?: (.*)\))?$/.exec(line) ?? [];
    if (who !== undefined) known.set(hash, who);
    commit = [hash, known.get(hash)].filter((word) => word !== undefined).join(" ");
    return [];
  });
}

Deno.test("git_blame says all that the blame says, padding set apart", () => {
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 2, maxLength: 12 }),
      fc.constantFrom(1, 95, 99999),
      (rows, first) => {
        const before = rows.map(({ origin: { hash, who } }, i) =>
          `${hash} ${who} ${`${first + i}`.padStart(7)})`
        );
        const text = before.map((said, i) => `${said} ${rows[i].code}`).join("\n");
        assert.deepEqual(
          unfolded(short(text), first),
          before.map((said, i) => `${said.replace(/ {2,}/g, " ")} ${rows[i].code}`),
        );
        assert.equal(short(short(text)), short(text));
      },
    ),
    { numRuns: 1000 },
  );
});

Deno.test("git_blame leaves alone what does not count its lines", () => {
  for (
    const text of [
      "5bbead271 (Bo 2024-03-05 10:11:12 +0100 5) x",
      "5bbead271 (Bo 2024-03-05 10:11:12 +0100 5) x\n5bbead271 (Bo 2024-03-05 10:11:12 +0100 5) x",
      "5bbead271 x\n5bbead272 y\n5bbead273 z)",
      `5bbead271${" ".repeat(1000)}`,
    ]
  ) assert.equal(short(text), text);
});

Deno.test("git_blame says of a commit what --line-porcelain says on each line, once", () => {
  const commit = (hash: string, author: string) => (line: number, file = "a.ts") => [
    `${hash.repeat(20)} ${line} ${line}`,
    `author ${author}`,
    "boundary",
    `filename ${file}`,
  ];
  const [ada, bo] = [commit("ad", "Ada"), commit("b0", "Bo")];
  const lines = [ada(1), bo(2), ada(3), ada(4, "old.ts"), ada(5, "old.ts"), bo(6), ada(7)];
  const code = "\tauthor of code";
  const whole = [0, 1, 3, 6];
  const answer = short(lines.flatMap((line) => [...line, code]).join("\n"));
  assert.equal(
    answer,
    lines.flatMap((line, i) => [...(whole.includes(i) ? line : line.slice(0, 1)), code]).join("\n"),
  );
  assert.equal(short(answer), answer);
});
