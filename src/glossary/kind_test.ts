import assert from "node:assert/strict";
import { kindOf } from "./kind.ts";

const KINDS: Readonly<Record<string, readonly string[]>> = {
  posix: [
    "/home/dev/projects/hono/src/index.ts",
    "src/conversation/compose.ts",
    "./src/compose.ts",
    "~/notes/2026",
    "node_modules/@types/node",
    "/größe/über.txt",
  ],
  windows: [
    "C:\\Users\\dev\\source\\App.cs",
    "d:/work/app/main.c",
    "\\\\server\\share\\file.txt",
    "src\\components\\Button.tsx",
  ],
  url: ["https://example.com/docs/api", "git+ssh://example.com/x", "http://[::1]:8080/a"],
  module: [
    "github.com/spf13/cobra/doc",
    "@scope/package/dist/index.js",
    "std::collections::HashMap",
  ],
  dotted: ["com.example.app.MainActivity", "process.env.NODE_ENV", "a.b-c.d"],
  snake: ["test_that_it_works", "MAX_RETRY_COUNT", "_private_name"],
  camel: ["getUserById", "HttpRequestBuilder", "$onInit"],
  kebab: ["my-web-component", "x86_64-unknown-linux-gnu"],
  uuid: ["3c9b8813-9052-4835-95f4-8c02a84439cc", "01A1F999-F53D-7A43-9477-61AF22CCCC28"],
  hash: ["9e107d9d372bb6826bd81d3542a419d6", "da39a3ee5e6b4b0d3255bfef95601890afd80709"],
};

for (const [kind, names] of Object.entries(KINDS)) {
  Deno.test(`kindOf() knows ${kind}`, () => {
    for (const name of names) assert.equal(kindOf(name), kind, name);
  });
}

Deno.test("kindOf() knows what is no name", () => {
  const others = [
    "",
    "word",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "123456789012345678901234567890",
    "2024-01-01",
    "------------------------------",
    "//////////////////////////////",
    "____________________",
    "1.2.3.4",
    "user@example.com",
    "://nothing",
  ];
  for (const text of others) assert.equal(kindOf(text), undefined, text);
});
