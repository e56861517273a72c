import assert from "node:assert/strict";
import { isIPv6 } from "node:net";
import fc from "fast-check";
import { host } from "./check.ts";

const known = { ruleNames: [] };

Deno.test("a host is a name or an address, and nothing around it", () => {
  const right = ["localhost", "my_host.example", "127.0.0.1", "::", "::1", "fe80::1%eth0"];
  const wrong = ["", "a b", "a/b", "[::1]", "::1]/[", ":", "1::2::3", "host:80", "::1%", "::g"];
  for (const value of right) assert.equal(host.parse(value, known), value);
  for (const value of wrong) assert.equal(host.parse(value, known), undefined, value);
});

Deno.test("an address with colons is one where node:net says so", () => {
  const part = fc.constantFrom("::", ":", "0", "1f", "FFFF", "12345", "1.2.3.4", "1.2", "%", "g");
  const text = fc.oneof(fc.ipV6(), fc.array(part, { maxLength: 10 }).map((parts) => parts.join("")))
    .filter((text) => text.includes(":"));
  fc.assert(fc.property(text, (value) => {
    assert.equal(host.parse(value, known) !== undefined, isIPv6(value));
  }));
});
