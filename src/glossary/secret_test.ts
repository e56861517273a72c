import assert from "node:assert/strict";
import fc from "fast-check";
import { looksLikeKey, standsAsKey } from "./secret.ts";

/** Cut in two, so that nothing here is taken for a key that leaked. */
const made = (start: string, rest: string) => start + rest;

const MIXED = "Zk3vQ9xT2mB7nL5pR8wY1cF6hJ4d";
const KEYS: readonly string[] = [
  made("sk-", `ant-api03-${MIXED}-${MIXED}`),
  made("sk-", "proj-abcdefghijklmnopqrstuvwx"),
  made("sk_", "live_abcdefghijklmnopqrstuvwx"),
  made("ghp_", "abcdefghijklmnopqrstuvwxyzabcdefghij"),
  made("github_", "pat_abcdefghijklmnopqrstuvwxyz"),
  made("glpat-", "abcdefghijklmnopqrst"),
  made("AKIA", "ABCDEFGHIJKLMNOP"),
  made("AIza", "abcdefghijklmnopqrstuvwxyzabcdefghi"),
  made("xoxb-", "123456789012-abcdefghijklmnop"),
  made("npm_", "abcdefghijklmnopqrstuvwxyzabcdefghij"),
  made("eyJ", "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"),
  MIXED,
  "k7q2m9xd4r8t3w6z1y5v0b2n7c4h8j3f",
  `https://hooks.example.com/services/${MIXED}`,
  `/var/lib/tokens/${MIXED}.txt`,
  "bG9uZyByb3dzIG9m/IGJhc2U2NCB0aGF0/IGxvb2sgbGlrZQ",
  "https://hooks.example.com/services/short/short/short",
  "/+7B6tW1aInGJBaNICV/mbrPi18m186foQg5+WSV",
  "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
];

Deno.test("looksLikeKey() knows issued keys and rows of mixed characters, in paths and URLs too", () => {
  for (const key of KEYS) assert.equal(looksLikeKey(key), true, key);
});

Deno.test("looksLikeKey() lets names be", () => {
  const names = [
    "/home/dev/projects/hono/node_modules/vitest/dist/chunks/node.js",
    "https://json-schema.org/draft/2020-12/schema",
    "ContentSecurityPolicyOptionValue",
    "getUserAccountByIdentifierV2Async",
    "test_that_it_works_with_utf8_and_base64",
    "x86_64-unknown-linux-gnu-gcc-13.2.0",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "3c9b8813-9052-4835-95f4-8c02a84439cc",
    "/home/dev/.claude/projects/app/3c9b8813-9052-4835-95f4-8c02a84439cc.jsonl",
    "com.example.internal.configuration.HttpServerFactory",
    "node_modules/glob-parent/node_modules/is-glob/index.js",
    "C:\\Users\\developer\\source\\repos\\WebApplication1\\Program.cs",
  ];
  for (const name of names) assert.equal(looksLikeKey(name), false, name);
});

Deno.test("looksLikeKey() misses few rows that were made by chance", () => {
  const base62 = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"];
  const rows = fc.array(fc.constantFrom(...base62), { minLength: 32, maxLength: 64 });
  const missed = fc.sample(rows, { numRuns: 2000, seed: 7 })
    .filter((row) => !looksLikeKey(row.join("")));
  assert.ok(missed.length < 20, `${missed.length} of 2000 missed`);
});

const LONG = "abcdef0123456789abcdef0123456789";

Deno.test("standsAsKey() knows the places of keys", () => {
  const places = [
    "token=",
    "API_KEY=",
    'export SECRET="',
    "password: ",
    "Authorization: Bearer ",
    "authorization: basic ",
    '"api_key": "',
    '\\"client_secret\\": \\"',
    "'accessToken' => '",
    "-H 'Authorization: token ",
    "Bearer ",
    "--password=",
    "session_id: ",
    "tool --token ",
    "curl -u somebody:",
  ];
  for (const before of places) assert.equal(standsAsKey(before, LONG), true, before);
});

Deno.test("standsAsKey() lets other places be, and paths that show that they are one", () => {
  const places = ["", "see ", "commit ", "path: ", "tokens are in ", "monkeys: ", "the key is at "];
  for (const before of places) assert.equal(standsAsKey(before, LONG), false, before);
  for (const path of ["/etc/ssl/private/server.pem", "C:\\keys\\a.pem", "https://example.com/a"]) {
    assert.equal(standsAsKey("key: ", path), false, path);
    assert.equal(standsAsKey("password: ", path), false, path);
  }
  assert.equal(standsAsKey("key: ", "some_identifier_without_digits"), false);
});
