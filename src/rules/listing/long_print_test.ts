import assert from "node:assert/strict";
import fc from "fast-check";
import { answerOf } from "../fixtures.ts";
import { findLs } from "./find_ls.ts";
import { lsLong } from "./ls_long.ts";

const LEGEND =
  /^\[(?:inode and blocks first; )?unless shown: (.*?)(; a time holds for the rows below)?\]$/;
const TIME = /^([A-Z][a-z]{2} \d+ (?:\d\d:\d\d|\d{4})|\d{4}-\d\d-\d\d \d\d:\d\d) /;
const MODE = /^([-dlcs][-rwxt]{9}) /;

/** What most rows have in common, from the legend. */
function usualIn(legend: string) {
  const said = legend.split(", ");
  const take = (pattern: RegExp) =>
    said.find((word) => pattern.test(word))?.match(pattern)?.[1] ?? "";
  return {
    file: take(/^(-[-rwxt]{9})$/),
    folder: take(/^(.{10}) for name\/$/),
    link: take(/^(.{10}) for ->$/),
    links: take(/^x(\d+) for name\/$/),
    time: take(new RegExp(`${TIME.source.trimEnd()}$`)),
    owner: take(/^(\S+:\S+)$/),
  };
}

/** Reads the answer back: of every row what `ls -l` writes before the name, one blank apart, and the name. */
function readBack(answer: string): (string | [details: string, name: string])[] {
  const lines = answer.split("\n");
  const legend = lines.map((line) => LEGEND.exec(line)).find((found) => found !== null);
  assert.ok(legend);
  const usual = usualIn(legend[1]);
  let time = usual.time;
  return lines.filter((line) => !LEGEND.test(line)).map((line) => {
    if (line.endsWith(":") || line.startsWith("total ")) {
      if (line.endsWith(":")) time = usual.time;
      return line;
    }
    let rest = line;
    const take = (pattern: RegExp) => {
      const found = pattern.exec(rest);
      if (found !== null) rest = rest.slice(found[0].length);
      return found?.[1];
    };
    const counts = legend[0].startsWith("[inode") ? `${take(/^(\d+ \d+) /)} ` : "";
    const ownTime = take(TIME);
    const mode = take(MODE);
    const links = take(/^x(\d+) /);
    const owner = take(/^([^\s:]+:\S+) /) ?? usual.owner;
    const size = take(/^(\d+, \d+|\S+) /);
    const rowTime = ownTime ?? time;
    if (legend[2] !== undefined) time = rowTime;
    const isFolder = rest.endsWith("/");
    const kind = isFolder ? usual.folder : rest.includes(" -> ") ? usual.link : usual.file;
    const count = links ?? (isFolder ? usual.links : "1");
    const name = isFolder ? rest.slice(0, -1) : rest;
    const details = [mode ?? kind, count, owner.replace(":", " "), size, rowTime].join(" ");
    return [counts + details, name];
  });
}

const row = fc.record({
  mode: fc.constantFrom(
    "-rw-r--r--",
    "-rw-r--r--",
    "-rwxr-xr-x",
    "drwxr-xr-x",
    "drwxrwxrwt",
    "crw-r--r--",
  ),
  links: fc.constantFrom("1", "1", "2", "17"),
  owner: fc.constantFrom("root root", "root root", "me staff", "0 0"),
  size: fc.constantFrom("0", "4096", "1.2K", "8, 12"),
  time: fc.constantFrom("Nov 20 15:24", "Nov 20 15:24", "Aug 5 2019", "2025-01-02 03:04"),
  name: fc.constantFrom(
    "a.ts",
    "my file",
    " x",
    "été -> b",
    "x:12:y",
    "日本",
    "total 4",
    "x7 9",
    ".",
  ),
});
const link = row.map((row) => ({ ...row, mode: "lrwxrwxrwx", name: `${row.name.trim()} -> ../t` }));
const rows = fc.array(fc.oneof(row, row, row, link), { minLength: 4, maxLength: 30 });
const told = (
  row: { mode: string; links: string; owner: string; size: string; time: string; name: string },
) => Object.values(row).join(" ");

Deno.test("every row of a long listing can be read off", () => {
  fc.assert(
    fc.property(fc.array(rows, { minLength: 1, maxLength: 4 }), (folders) => {
      const text = folders.map((rows, i) => [`./${i}:`, "total 8", ...rows.map(told)].join("\n"))
        .join("\n");
      const answer = answerOf(lsLong, { tool: "Bash", command: "ls -laR", text });
      assert.deepEqual(readBack(answer).map((row) => [row].flat().join(" ")), text.split("\n"));
      assert.equal(answerOf(lsLong, { tool: "Bash", command: "ls -laR", text: answer }), answer);
    }),
    { numRuns: 300 },
  );
});

Deno.test("every row of find -ls can be read off", () => {
  const folder = fc.constantFrom("./", "./src/", "./src/deep down/", "/", "");
  const found = fc.array(fc.tuple(fc.oneof(row, row, link), folder), {
    minLength: 4,
    maxLength: 30,
  });
  fc.assert(
    fc.property(found, (found) => {
      const lines = found.map(([row, folder], i) =>
        `${1000 + i} 4 ${told({ ...row, name: folder + row.name.trim() })}`
      );
      const answer = answerOf(findLs, {
        tool: "Bash",
        command: "find . -ls",
        text: lines.join("\n"),
      });
      let folder = "";
      const read = readBack(answer).flatMap((row) => {
        if (typeof row === "string") {
          folder = `${row.slice(0, -1)}/`;
          return [];
        }
        const [details, name] = row;
        const isWhole = folder === "" || name.split(" -> ")[0].includes("/");
        return [`${details} ${isWhole ? name : folder + name}`];
      });
      assert.deepEqual(read.sort(), lines.sort());
    }),
    { numRuns: 300 },
  );
});
