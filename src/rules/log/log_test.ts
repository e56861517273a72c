import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { fixtureOf } from "../fixtures.ts";
import { sightOf } from "../sight.ts";
import { log } from "./log.ts";
import { logFolded } from "./log_folded.ts";
import { stampOf } from "./stamp.ts";

const note = (what: string) => `[${what}]`;
const sightFor = (text: string, command = "cat app.log") =>
  sightOf({ tool: "Bash", command, text });
const squeezed = (text: string) => log.squeeze(sightFor(text), note);

/** Writes the lines out that a squeezed log stands for. */
function restored(short: string): string {
  const all = short.split("\n");
  const start = all.indexOf("[Lines:]");
  if (start < 0) return short;
  const blank = /for its (\S+); =/.exec(all[0])?.[1] ?? "";
  const patterns = all.slice(1, start).map((line) =>
    line.replace(/^#\d+ \(\d+ lines\) /, "").split(blank)
  );
  let day: string | undefined;
  let above: { readonly number: string; readonly values: readonly string[] } | undefined;
  return all.slice(start + 1).map((row) => {
    const { when, said } = parted(row, day);
    day = stampOf(`${when} `)?.day ?? day;
    const found = /^#(\d+)(?: (.*))?$/.exec(said);
    if (!found) {
      above = undefined;
      return row;
    }
    const [, number, told] = found;
    const values = (told?.split(" ") ?? []).map((value, i) =>
      value === "=" ? above?.values[i] ?? value : value
    );
    above = { number, values };
    const filled = patterns[Number(number) - 1].reduce((line, part, i) =>
      line + values[i - 1] + part
    );
    return when === "" ? filled : `${when} ${filled}`;
  }).join("\n");
}

/** A row's stamp in full, and what it says. */
function parted(row: string, day: string | undefined) {
  const stamp = stampOf(row);
  if (stamp !== undefined && stamp.day !== "\0") {
    return { when: row.slice(0, stamp.length), said: row.slice(stamp.length + 1) };
  }
  const [, label = "", time, said] = /^(\d+[→\t]|[\w.-]+ +\| )?([\d:.,]+) (#\d.*)$/.exec(row) ?? [];
  if (said === undefined) return { when: "", said: row };
  const [before, behind] = (day ?? "\0").split("\0");
  return { when: label + before + time + behind, said };
}

for (const rule of [log]) {
  const folder = new URL(`../testdata/${rule.name}/`, import.meta.url);
  for (const file of readdirSync(folder)) {
    Deno.test(`${rule.name} tells all of ${file}`, () => {
      const { text, want } = fixtureOf(readFileSync(new URL(file, folder), "utf8"));
      assert.equal(restored(want), text);
    });
  }
}

const word = fc.constantFrom("blk_17", "10.0.0.7", "7", "a=1", "[3]", "#1", "=", "failed");
const stamp = fc.tuple(fc.constantFrom("2026-03-01 ", "Jun 14 ", "[Sun Dec 04 "), fc.nat(59)).map(
  ([day, second]) =>
    `${day}12:00:${String(second).padStart(2, "0")}${day.startsWith("[") ? " 2005]" : ""}`,
);
const said = fc.tuple(
  fc.constantFrom("INFO served from the store", "WARN slow é * answer from"),
  fc.array(word, { maxLength: 3 }),
)
  .map(([start, words]) => [start, ...words].join(" "));
const line = fc.tuple(fc.option(stamp), said).map(([when, said]) =>
  when === null ? said : `${when} ${said}`
);

/** What could be taken for a line that is written by its pattern. */
const strange = fc.constantFrom("#1 x", "12:00:01 #1", "2026-03-01 12:00:00 #2", "[Lines:]", "#7");

Deno.test("log gives every line back", () => {
  let squeezes = 0;
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 20, maxLength: 60 }),
      fc.option(strange),
      (most, one) => {
        const lines = one === null ? most : [...most.slice(0, 9), one, ...most.slice(9)];
        const text = lines.join("\n");
        const short = squeezed(text);
        if (short === undefined) return;
        squeezes++;
        assert.equal(restored(short), text);
      },
    ),
    { numRuns: 500 },
  );
  assert.ok(squeezes > 100, `only ${squeezes} were squeezed`);
});

const ENTRIES = Array.from(
  { length: 240 },
  (_, i) =>
    i % 60 === 59
      ? `2026-03-01 12:00:${String(i % 60)} ERROR worker ${i} lost its lease`
      : `2026-03-01 12:00:${String(i % 60).padStart(2, "0")} INFO worker ${i % 3} took job ${
        1000 + i
      }`,
);

Deno.test("log_folded tells the count, the ends and the values of a run, and leaves each trouble whole", () => {
  const short = logFolded.squeeze(sightFor(ENTRIES.join("\n")), note) ?? "";
  assert.match(
    short,
    /^\[57 more of #1 to 12:00:57: 1 x19, 2 x19, 0 x19; 1061\.\.1117\]$/m,
  );
  assert.match(short, /^12:00:58 #1 1 1118$/m);
  for (const trouble of ENTRIES.filter((entry) => entry.includes("ERROR"))) {
    assert.ok(short.includes(trouble));
  }
  const left = [...short.matchAll(/^\[(\d+) more/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
  assert.match(short, new RegExp(`\\[${left} lines are told by count, last time and values\\]$`));
});

const NOT_LOGS: readonly (readonly [command: string, text: string])[] = [
  ["grep ERROR app.log", ENTRIES.join("\n")],
  ["kubectl logs api | grep took", ENTRIES.join("\n")],
  ["cat notes.txt", ENTRIES.join("\n")],
  ["ls -l /var/log", ENTRIES.map((entry) => entry.slice(20)).join("\n")],
];
for (const [command, text] of NOT_LOGS) {
  Deno.test(`log leaves alone what \`${command}\` prints`, () => {
    assert.equal(log.matches(sightFor(text, command)), false);
  });
}

Deno.test("log takes what programs print with a time on each line", () => {
  for (
    const command of [
      "docker logs web",
      "kubectl logs api --tail 300",
      "journalctl -u web",
      "tail -n 300 /var/log/x",
    ]
  ) {
    assert.equal(log.matches(sightFor(ENTRIES.join("\n"), command)), true, command);
  }
});

Deno.test("log survives long lines and strange ones", () => {
  for (const piece of [" ", "1 ", "[", "12:00:00 ", "\0"]) {
    squeezed(piece.repeat(500_000));
    squeezed(Array(30).fill(piece.repeat(1000)).join("\n"));
  }
});
