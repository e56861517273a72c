import assert from "node:assert/strict";
import fc from "fast-check";
import { ranged, unranged } from "./versions.ts";

const RANGES: readonly (readonly [versions: string, text: string])[] = [
  ["1.0.0", "1.0.0"],
  ["1.0.0 1.0.1 1.0.2 1.1.0", "1.0.0..2 1.1.0"],
  ["1.0.9 1.0.10 1.0.11", "1.0.9..11"],
  ["3.2.1 3.2.0 3.1.4 3.1.3 3.1.2", "3.2.1..0 3.1.4..2"],
  ["1.0.1 1.0.2 1.0.1", "1.0.1..2 1.0.1"],
  ["1.0.0-beta.1 1.0.0-beta.2 1.0.0", "1.0.0-beta.1..2 1.0.0"],
  ["2024.01 2024.02", "2024.01 2024.02"],
  ["1.0.0 1.0.0", "1.0.0 1.0.0"],
  ["nightly created", "nightly created"],
  ["v1.2.3 v1.2.4", "v1.2.3..4"],
];

for (const [versions, text] of RANGES) {
  Deno.test(`ranged() writes ${versions} as ${text}`, () => {
    assert.equal(ranged(versions.split(" ")), text);
    assert.deepEqual(unranged(text), versions.split(" "));
  });
}

Deno.test("ranged() says no to what could not be read back", () => {
  for (const version of ["", "1 2", "1..2"]) assert.equal(ranged([version]), undefined);
});

Deno.test("unranged() gives back what ranged() took", () => {
  const part = fc.constantFrom("0", "1", "2", "3", "9", "10", "11", "01", "-rc.", "a");
  const version = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("."));
  fc.assert(
    fc.property(fc.array(version), (versions) => {
      const text = ranged(versions);
      if (text !== undefined) assert.deepEqual(unranged(text), versions);
    }),
    { numRuns: 3000 },
  );
});
