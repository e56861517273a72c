/** Runs the rules over real outputs, where they are at hand: they lie beside the repository and are not part of it. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { tokensOf } from "../text/tokens.ts";
import { reads, shorten } from "./list.ts";
import { isFileRead } from "./source.ts";

const OUTPUTS = new URL("../../../shared/corpus/outputs/", import.meta.url);
const MANIFEST = new URL("manifest.jsonl", OUTPUTS);

/** Strings that must be found: each anywhere, or all of `near` on one line. */
type Fact = string | { readonly near?: readonly string[]; readonly all?: readonly string[] };

interface Output {
  readonly file: string;
  readonly tool: string;
  readonly command: string;
  readonly must_keep: readonly Fact[];
}

if (existsSync(MANIFEST)) {
  const outputs: Output[] = readFileSync(MANIFEST, "utf8").trim().split("\n").map((line) =>
    JSON.parse(line)
  );
  for (const output of outputs) {
    Deno.test(`${output.file} is no longer than it was and says all that it must`, () =>
      checked(output));
  }
} else {
  Deno.test("the outputs are not at hand: nothing to check", () => {});
}

function checked({ file, tool, command, must_keep }: Output): void {
  const text = readFileSync(new URL(file, OUTPUTS), "utf8");
  // Calls of MCP servers stand in the manifest by name and arguments.
  const sight = { tool: tool === "mcp" ? command.split(" ")[0] : tool, command, text };
  const shortened = shorten(sight, (what) => `[${what}]`, new Set(), true);
  const sent = shortened?.text ?? text;
  const isWritten = reads.some(({ name }) => name === shortened?.rule);
  if (isFileRead(sight) && !isWritten) assert.equal(unpadded(sent), unpadded(text));
  assert.ok(tokensOf(sent) <= tokensOf(text));
  assert.equal(
    shorten({ ...sight, text: sent }, (what) => `[${what}]`, new Set(), true),
    undefined,
  );
  const lines = plain(sent).split(/\r?\n/).map(collapsed);
  assert.deepEqual(must_keep.filter((fact) => !isKept(lines, fact)), []);
}

function isKept(lines: readonly string[], fact: Fact): boolean {
  const whole = lines.join(" ");
  if (typeof fact === "string") return whole.includes(collapsed(fact));
  const near = (fact.near ?? []).map(collapsed);
  return (fact.all ?? []).every((part) => whole.includes(collapsed(part))) &&
    lines.some((line) => near.every((part) => line.includes(part)));
}

/** A file's text without the blanks before its line numbers. */
function unpadded(text: string): string {
  return text.replaceAll(/^ +(?=\d+[→\t])/gm, "");
}

/** Texts that no rule touched still have their colours. */
function plain(text: string): string {
  return text.replaceAll(new RegExp("\x1b\\[[\\d;?]*[A-Za-z]", "g"), "");
}

function collapsed(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
