import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { goReport } from "./go.ts";

const squeezed = (text: string) =>
  goReport.squeeze(sightOf({ tool: "Bash", command: "go build", text }), (what) => `[${what}]`) ??
    text;

/** The reasons where they were pointed at. */
function unfolded(text: string): string {
  const reasons = new Map<string, string[]>();
  let own: string[] = [];
  return text.split("\n").flatMap((line) => {
    const place = /^(\S+\.go:\d+:\d+): /.exec(line)?.[1];
    if (place !== undefined) reasons.set(place, own = []);
    const at = /^\t\[as at (.*)\]$/.exec(line)?.[1];
    if (at === undefined && line.startsWith("\t")) own.push(line);
    return at === undefined ? [line] : reasons.get(at) ?? [];
  }).join("\n");
}

Deno.test("go_report can be written out again", () => {
  const row = fc.tuple(
    fc.constantFrom("cannot use x", "undefined: y", "impossible type assertion"),
    fc.constantFrom<string[]>(
      [],
      ["\tT does not implement Item", "\t\thave Price() int", "\t\twant Price() string"],
      ["\tU does not implement Item (missing method Price)", "\t\tand more"],
      ["\tshort"],
    ),
  );
  fc.assert(fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
    const text = rows.map(([said, reasons], i) =>
      [`./a.go:${i}:2: ${said}`, ...reasons].join("\n")
    );
    assert.equal(unfolded(squeezed(text.join("\n"))), text.join("\n"));
  }));
});

Deno.test("go_report leaves a caret that does not stand below its column", () => {
  const text = "a.go:3:2: x (lint)\n\tsum = 0\n\t  ^\nb.go:4:4: x (lint)\n\tsum = 0\n\t  ^";
  assert.equal(
    squeezed(text),
    "a.go:3:2: x (lint)\n\tsum = 0\n\t  ^\nb.go:4:4: x (lint)\n\tsum = 0",
  );
});
