/** What the rules gather can be put back: each line again as it stood, though perhaps in another order. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { type Fixture, fixtureOf } from "../fixtures.ts";

function fixturesOf(rule: string): Fixture[] {
  const folder = new URL(`../testdata/${rule}/`, import.meta.url);
  return readdirSync(folder).map((file) => fixtureOf(readFileSync(new URL(file, folder), "utf8")));
}

/** Lines with one blank between words, sorted. */
function sorted(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/ {2,}/g, " ").trim()).sort();
}

/** Goes through lines below headings that the pattern finds; the others stay. */
function expanded(
  text: string,
  heading: RegExp,
  lineOf: (item: string, ...parts: string[]) => string[],
): string[] {
  let parts: string[] | undefined;
  return text.split("\n").flatMap((line) => {
    const match = heading.exec(line);
    if (match !== null) {
      parts = match.slice(1);
      return [];
    }
    if (parts === undefined || !line.startsWith(" ")) {
      parts = undefined;
      return [line];
    }
    return lineOf(line.slice(1), ...parts);
  });
}

const RULES: readonly (readonly [rule: string, back: (want: string) => string[]])[] = [
  ["npm_deprecations", (want) =>
    expanded(want, /^(.*), by reason:$/, (item, head) => {
      const at = item.indexOf(": ");
      return item.slice(0, at).split(", ").flatMap((told) => {
        const [, name, times] = /^(.*?)(?: \((\d+) times\))?$/.exec(told)!;
        return Array(Number(times ?? 1)).fill(`${head} ${name}${item.slice(at)}`);
      });
    })],
  ["pip_lines", (want) => {
    const satisfied = /^(Requirement already satisfied: )NAME( in .*)$/;
    return expanded(want, satisfied, (item, head, folder) => {
      const at = item.indexOf(" (");
      return [`${head}${item.slice(0, at)}${folder}${item.slice(at)}`];
    }).flatMap((line) => {
      const [, head, names] = /^(WARNING: .*) NAME is (.*)$/.exec(line) ?? [];
      return names?.split(", ").map((name) => head.replace("NAME", name)) ?? line;
    });
  }],
  ["dpkg_list", (want) =>
    expanded(want, /^(\S+), (\S+):$/, (item, state, architecture) => {
      const [name, version, ...description] = item.split(" ");
      return [[state, name, version, architecture, ...description].join(" ")];
    })],
  ["apt_list", (want) =>
    want.split("\n").flatMap((line) => {
      const [, suite, architecture, state = "", names] =
        /^(\S+) (\S+?)( \[.*\])?: (\S+ \S+(?: \S+)?(?:; .*)?)$/.exec(line) ?? [];
      if (names === undefined || suite === "WARNING:" || suite === "N:") return [line];
      return names.split("; ").map((told) => {
        const [name, version, other = ""] = told.split(" ");
        return `${name}/${suite} ${version} ${architecture}${state.replace("OTHER", other)}`;
      });
    })],
  ["npm_outdated", (want) => {
    const [, location, dependent] = /\[Location: (.*); Depended by: (.*), unless shown\]/.exec(
      want,
    )!;
    return want.split("\n").map((line, i) => {
      if (i === 0) return line.replace(/ \[.*/, " Location Depended by");
      const [, cells, own, by] =
        /^((?:\S+ ){3}\d\S*)(?: Location: (\S+))?(?: Depended by: (\S+))?$/.exec(line) ?? [];
      if (cells === undefined) return line;
      const [name] = cells.split(" ");
      return `${cells} ${own ?? location.replace("PACKAGE", name)} ${by ?? dependent}`;
    });
  }],
];

for (const [rule, back] of RULES) {
  Deno.test(`${rule} says of each line what it said`, () => {
    for (const { text, want } of fixturesOf(rule)) {
      const ruler = (line: string) => !line.startsWith("+++-");
      assert.deepEqual(sorted(back(want)), sorted(text.split("\n").filter(ruler)));
    }
  });
}
