import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { boxTable } from "./box_table.ts";

const squeezed = (text: string) => {
  const sight = sightOf({ tool: "Bash", command: "sqlite3 -box a.db 'select 1'", text });
  return boxTable.matches(sight) ? boxTable.squeeze(sight, String) : undefined;
};

/** How a program draws tables: its bar, and for each line of the frame the left, the rule, the joint and the right. */
interface Style {
  readonly bar: string;
  readonly top?: string;
  readonly middle: string;
  readonly bottom?: string;
}

const STYLES: Readonly<Record<string, Style>> = {
  sqlite: { bar: "│", top: "┌─┬┐", middle: "├─┼┤", bottom: "└─┴┘" },
  mysql: { bar: "|", top: "+-++", middle: "+-++", bottom: "+-++" },
  rounded: { bar: "│", top: "╭─┬╮", middle: "├─┼┤", bottom: "╰─┴╯" },
  psql: { bar: "|", middle: "-+" },
};

/** Draws a table as a program does. */
function drawn(rows: readonly (readonly string[])[], { bar, top, middle, bottom }: Style): string {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  const row = (cells: readonly string[]) => {
    const padded = cells.map((cell, i) => ` ${cell.padEnd(widths[i])} `).join(bar);
    return top === undefined ? padded : bar + padded + bar;
  };
  const ruled = (marks: string) => {
    const [left, rule, joint, right] = marks.length === 2 ? ["", marks[0], marks[1], ""] : marks;
    return left + widths.map((width) => rule.repeat(width + 2)).join(joint) + right;
  };
  const [head, ...rest] = rows;
  return [
    ...(top === undefined ? [] : [ruled(top)]),
    row(head),
    ruled(middle),
    ...rest.map(row),
    ...(bottom === undefined ? [] : [ruled(bottom)]),
  ].join("\n");
}

/** Draws what was squeezed as it was. */
function redrawn(short: string, style: Style): string {
  const rows = short.split("\n").filter((_, i) => i !== 1).map((line) => {
    const inner = style.top === undefined
      ? line
      : line.slice(style.bar.length + 1, -style.bar.length - 1);
    return inner.split(` ${style.bar} `).map((cell) => cell.trim());
  });
  return drawn(rows, style);
}

const cell = fc.constantFrom("1", "name", "two words", "a  b", "-", "+", "x-y", "émile", "");
const rows = fc.integer({ min: 2, max: 5 }).chain((width) =>
  fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 8 })
);

for (const [name, style] of Object.entries(STYLES)) {
  Deno.test(`box_table gives a table of ${name} back`, () => {
    fc.assert(fc.property(rows, (rows) => {
      const head = rows[0].map((cell, i) => cell || `c${i}`);
      const text = drawn([head, ...rows.slice(1)], style);
      const short = squeezed(text);
      assert.ok(short !== undefined && short.length <= text.length);
      assert.equal(redrawn(short, style), text);
    }));
  });
}

const LEFT_ALONE = [
  "├── a\n│   └── b\n└── c",
  "a | b\nc | d",
  "-----\n12 passed\n-----",
  "diff --git a/x b/x\n@@ -1 +1 @@\n+----+----+\n| a | b |\n+----+----+",
  "+----+\nno row\n+----+",
];
for (const text of LEFT_ALONE) {
  Deno.test(`box_table leaves ${JSON.stringify(text.slice(0, 30))} alone`, () => {
    assert.equal(squeezed(text) ?? text, text);
  });
}

Deno.test("box_table leaves a row alone that does not fit, and what stands around a table", () => {
  const text =
    "Rows:\n+----+-----+\n| id | val |\n+----+-----+\n| 1  | a|b |\n| 2  | c |d| e |\n| 3  | f   |\n+----+-----+\n2 rows";
  assert.equal(
    squeezed(text),
    "Rows:\n| id | val |\n+-+-+\n| 1 | a|b |\n| 2  | c |d| e |\n| 3  | f   |\n+----+-----+\n2 rows",
  );
});

Deno.test("box_table survives long lines", () => {
  for (const piece of ["+", "-", "|", "│", "─", "+-", " | "]) {
    squeezed(`+----+\n${piece.repeat(300_000)}\n${"+----+\n| a |\n".repeat(1000)}`);
  }
});
