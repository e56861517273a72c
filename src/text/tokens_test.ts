import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { sha256 } from "./digest.ts";
import { tokensOf } from "./tokens.ts";
import { effortOf } from "../../tests/support/effort.ts";

const numbers = [...Array(100).keys()];
const hex = numbers.map((i) => sha256(`${i}`));
const rows = numbers.map((i) => ({
  id: i * 7919,
  name: `item number ${i}`,
  active: i % 3 === 0,
  score: i / 7,
  tags: ["red", "green", null],
  created_at: new Date(1.7e12 + i * 1e7).toISOString(),
}));

function ownSource(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

function logOf(level: (i: number) => string): string {
  return numbers.map((i) =>
    `2026-03-04T10:${10 + i % 50}:07.${100 + i}Z ${level(i)} [worker-${
      i % 4
    }] GET /api/v1/items/${i} 200 in ${i}ms`
  ).join("\n");
}

const diff = numbers.map((i) =>
  [
    `diff --git a/src/part${i}.ts b/src/part${i}.ts`,
    `index ${hex[i].slice(0, 7)}..${hex[i].slice(7, 14)} 100644`,
    `--- a/src/part${i}.ts`,
    `+++ b/src/part${i}.ts`,
    `@@ -${i},7 +${i},8 @@ export function part${i}(name: string) {`,
    "   const found = table.get(name);",
    "-  if (!found) return null;",
    "+  if (!found) return undefined;",
    "   return found.value;",
  ].join("\n")
).join("\n");

const TEXTS: Record<string, string> = {
  "TypeScript": ownSource("tokens.ts") + ownSource("../json/scan.ts"),
  "a test": ownSource("../json/spans_test.ts"),
  "minified JSON": JSON.stringify(rows),
  "pretty JSON": JSON.stringify(rows, null, 2),
  "a log": logOf((i) => i % 9 ? "INFO" : "WARN"),
  "a coloured log": logOf((i) => `\x1b[3${i % 8}mINFO\x1b[0m`),
  "a diff": diff,
  "base64": Buffer.from(hex.join(""), "hex").toString("base64"),
  "hex digests": hex.join("\n"),
  "a listing": numbers.map((i) =>
    `-rw-r--r--  1 dev  staff  ${i * 317}  Mar  4 10:12  file_${i}.test.tsx`
  )
    .join("\n"),
  "a table of boxes": `┌───────┬───────┐\n${"│ name  │ value │\n├───────┼───────┤\n".repeat(20)}`,
  "a wide gap": `${" ".repeat(60)}x\n`.repeat(50),
  "rulers": `${"-".repeat(70)}\n`.repeat(30),
  "Chinese":
    "这个函数读取配置文件并返回一个对象。如果文件不存在，则使用默认值，并在日志中写入一条警告。",
  "Japanese":
    "この関数は設定ファイルを読み込み、オブジェクトを返します。存在しない場合は既定値を使います。",
  "Korean":
    "이 함수는 설정 파일을 읽고 객체를 반환합니다. 파일이 없으면 기본값을 사용하고 경고를 남깁니다.",
  "Russian":
    "Эта функция читает файл настроек и возвращает объект. Если файла нет, пишется предупреждение.",
  "German":
    "Diese Funktion liest die Konfiguration. Fehlt sie, so gelten die üblichen Vorgaben für später.",
  "emoji": "🎉 All tests passed 🚀 build ✅ lint ❌ deploy ⚠️ warning → next… • item · done 👍",
};

for (const [name, text] of Object.entries(TEXTS)) {
  Deno.test(`tokensOf() is within 15 % for ${name}`, () => {
    const real = countTokens(text);
    const ratio = tokensOf(text) / real;
    assert.ok(Math.abs(ratio - 1) <= 0.15, `${ratio.toFixed(3)} of ${real}`);
  });
}

const MARKER = '\n[50 lines omitted; squeezr_expand("k7q2m9xd")]';

const SHORTENINGS: Record<string, (text: string) => string> = {
  "half of the lines gone": (text) =>
    text.split("\n").filter((_, i) => i % 2 === 0).join("\n") + MARKER,
  "a few lines gone": (text) => text.split("\n").slice(0, -8).join("\n") + MARKER,
  "one line gone": (text) => text.slice(0, text.lastIndexOf("\n")) + MARKER,
  "colours gone": (text) => text.replaceAll(/\p{Control}\[\d+m/gu, ""),
  "indentation gone": (text) => text.replaceAll(/^ +/gm, ""),
  "runs of spaces narrowed": (text) => text.replaceAll(/ {2,}/g, " "),
  "times gone": (text) => text.replaceAll(/^\d{4}-\S+ /gm, ""),
  "JSON minified": (text) => text.startsWith("[") ? JSON.stringify(JSON.parse(text)) : text,
  "equal lines folded": (text) => text.replaceAll(/^(.+\n)\1+/gm, "$1"),
  "line numbers added": (text) => text.split("\n").map((line, i) => `${i + 1}\t${line}`).join("\n"),
};

for (const [name, shorten] of Object.entries(SHORTENINGS)) {
  Deno.test(`tokensOf() orders a text and the same with ${name} as the tokenizer does`, () => {
    for (const [title, text] of Object.entries(TEXTS)) {
      const other = shorten(text);
      const real = countTokens(text) - countTokens(other);
      const estimated = tokensOf(text) - tokensOf(other);
      // Below this the two are as good as equal, and either order will do.
      if (Math.abs(real) <= Math.max(4, countTokens(text) * 0.01)) continue;
      assert.equal(Math.sign(estimated), Math.sign(real), `${title}: ${estimated}, really ${real}`);
    }
  });
}

Deno.test("tokensOf() of nothing is 0 and of a word 1", () => {
  assert.equal(tokensOf(""), 0);
  assert.equal(tokensOf("word"), 1);
});

Deno.test("tokensOf() grows with a text, and so does its time", () => {
  const pieces = [..." \naA1-é中😀─\0", "aB", "x1", " (", "\ud800"];
  const took = effortOf(() => {
    for (const piece of pieces) {
      const few = tokensOf(piece.repeat(10_000));
      const many = tokensOf(piece.repeat(1_000_000));
      assert.ok(Math.abs(many / few - 100) < 3, `${JSON.stringify(piece)}: ${few} ${many}`);
    }
  });
  // Far off: it tells linear from quadratic, not fast from slow.
  assert.ok(took < 8000, `${took} ms`);
});
