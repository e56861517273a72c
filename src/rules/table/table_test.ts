import assert from "node:assert/strict";
import fc from "fast-check";
import { answerOf } from "../fixtures.ts";
import { table } from "./table.ts";

const NAMES = ["USER", "PID", "%CPU", "STAT", "Local", "MAJ:MIN", "SIZE/OFF", "COMMAND"];
const word = fc.constantFrom(
  "root",
  "0.0",
  "1234567",
  "?",
  "été",
  "日本",
  "a:12:b",
  "/usr/bin/x",
  "<none>",
  "😀",
);
const words = fc.constantFrom("Up 2 hours", "sh -c 'a; b'", "x y", "-");
const kinds = {
  word,
  few: fc.constantFrom("root", "me"),
  gaps: fc.constantFrom("", "", "tty1", "x"),
  words: fc.oneof(word, words),
};
const kind = fc.constantFrom<(keyof typeof kinds)[]>("word", "few", "few", "gaps", "words");

/** Cells in columns, with what kind of cells each column has. */
const tables = fc.array(kind, { minLength: 3, maxLength: NAMES.length }).chain((columns) =>
  fc.record({
    columns: fc.constant(columns),
    rows: fc.array(fc.tuple(...columns.map((kind) => kinds[kind])), {
      minLength: 4,
      maxLength: 20,
    }),
    isRight: fc.array(fc.boolean(), { minLength: columns.length, maxLength: columns.length }),
  })
);

function drawn(rows: readonly (readonly string[])[], isRight: readonly boolean[]): string {
  const lengthOf = (cell: string) => Array.from(cell).length;
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => lengthOf(row[i]))));
  return rows.map((row) =>
    row.map((cell, i) => {
      const blanks = " ".repeat(widths[i] - lengthOf(cell));
      return isRight[i] && !rows.some((row) => row[i].includes(" "))
        ? blanks + cell
        : cell + blanks;
    }).join("  ").trimEnd()
  ).join("\n");
}

/** Reads the answer back: of each row its cells by the names of their columns. */
function readBack(answer: string, rowsDrawn: readonly (readonly string[])[]): string[] {
  const lines = answer.split("\n");
  const empty = /^\[empty columns: (.*)\]$/.exec(lines[0])?.[1].split(", ");
  const [head, ...rows] = empty === undefined ? lines : lines.slice(1);
  const namesOf = (part: string) => part.trim().split(/ +/);
  const [keyHead, restHead] = /: /.test(head) ? head.split(": ") : ["", head];
  const keyNames = keyHead === "" ? [] : namesOf(keyHead);
  const restNames = namesOf(restHead);
  const cellsOf = (part: string, names: readonly string[]) => {
    let rest = part;
    return names.map((name, i) => {
      const isWide = rowsDrawn.some((row) => row[NAMES.indexOf(name)].includes(" "));
      const at = i === names.length - 1 ? -1 : rest.indexOf(isWide ? "  " : " ");
      const cell = at < 0 ? rest : rest.slice(0, at);
      rest = at < 0 ? "" : rest.slice(at).trimStart();
      return `${name}=${cell.replace(/^_$/, "")}`;
    });
  };
  return rows.flatMap((line) => {
    const colon = keyNames.length === 0 ? -2 : line.indexOf(": ");
    const rests = line.slice(colon + 2);
    const parts = keyNames.length === 0 || rests.includes("a; b") ? [rests] : rests.split("; ");
    return parts.map((part) =>
      [
        ...cellsOf(line.slice(0, Math.max(0, colon)), keyNames),
        ...cellsOf(part, restNames),
        ...(empty ?? []).map((name) => `${name}=`),
      ].sort().join(" | ")
    );
  });
}

for (const command of ["ps aux", "lsblk", "kubectl get pods"]) {
  Deno.test(`every cell of a table can be read off: ${command}`, () => {
    fc.assert(
      fc.property(tables, ({ columns, rows: all, isRight }) => {
        // A blank line would end the table.
        const rows = all.filter((row) => row.some((cell) => cell !== ""));
        const head = NAMES.slice(0, columns.length);
        const text = drawn([head, ...rows], isRight);
        const answer = answerOf(table, { tool: "Bash", command, text });
        if (answer === text) return;
        const cells = rows.map((row) =>
          row.map((cell, i) => `${head[i]}=${cell}`).sort().join(" | ")
        );
        const read = readBack(answer, rows);
        assert.deepEqual(
          command === "ps aux" ? read.sort() : read,
          command === "ps aux" ? cells.sort() : cells,
        );
        assert.equal(answerOf(table, { tool: "Bash", command, text: answer }), answer);
      }),
      { numRuns: 300 },
    );
  });
}
