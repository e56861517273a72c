import assert from "node:assert/strict";
import fc from "fast-check";
import { AS_UNDER, LEGEND, sayOnce, WITHOUT } from "./alike.ts";
import { linesOf, type Stanza, stanzaOf, valueOf } from "./stanza.ts";

/** The stanzas behind what `sayOnce` writes, fields in the order in which they come. */
function read(text: string): Stanza[] {
  const shown = new Map<string, Stanza>();
  return text.replace(`${LEGEND}\n`, "").split("\n\n").map((part) => {
    const [, told, reference] = /^([^]*?)(?:\nAs under (.*))?$/.exec(part)!;
    const stanza = stanzaOf(told)!;
    if (reference === undefined) {
      shown.set(`${valueOf(stanza, "Package")} ${valueOf(stanza, "Version")}`, stanza);
      return stanza;
    }
    const [title, without = ""] = reference.split(WITHOUT);
    const left = without.split(", ");
    const other = shown.get(title)!.filter(({ name }) => !left.includes(name));
    const own = stanza.map((field) => ({
      ...field,
      more: field.more.length > 0
        ? field.more
        : other.find(({ name }) => name === field.name)?.more ?? [],
    }));
    const names = new Set(own.map(({ name }) => name));
    return [...own, ...other.filter(({ name }) => !names.has(name))];
  });
}

function sorted(stanzas: readonly Stanza[]): string[][] {
  return stanzas.map((stanza) =>
    [...stanza].sort((a, b) => a.name < b.name ? -1 : 1).flatMap((field) => linesOf([field]))
  );
}

const optional = (name: string, ...values: string[]) =>
  fc.option(fc.constantFrom(...values).map((value) => `${name}: ${value}`), { nil: undefined });
const stanza = fc.tuple(
  fc.constantFrom("Package: a-1", "Package: a-2", "Package: b"),
  optional("Version", "1.0", "1.1", "2.0"),
  optional("Maintainer", "A Person <a@example.org>", "Somebody Else <b@example.org>"),
  optional(
    "Description",
    "short\n of many words that go on\n and on",
    "long\n of many words that go on\n and on",
    "bare",
  ),
  optional("Homepage", "https://example.org/a/rather/long/address/indeed"),
).map((lines) => stanzaOf(lines.filter((line) => line !== undefined).join("\n"))!);

Deno.test("sayOnce() says all of each package", () => {
  let referred = 0;
  fc.assert(
    fc.property(fc.array(stanza, { minLength: 1, maxLength: 8 }), (stanzas) => {
      const text = sayOnce(stanzas);
      if (text.includes(AS_UNDER)) referred++;
      assert.deepEqual(sorted(read(text)), sorted(stanzas));
    }),
    { numRuns: 2000 },
  );
  assert.ok(referred > 10, `only ${referred} texts refer to anything`);
});
