/** Writes what the rules answer today into their fixtures. Look at the diff before you commit it. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { answerOf, fixtureOf, sourceOf } from "../src/rules/fixtures.ts";
import { rules } from "../src/rules/list.ts";

const TESTDATA = new URL("../src/rules/testdata/", import.meta.url);

for (const rule of rules) {
  const folder = new URL(`${rule.name}/`, TESTDATA);
  for (const file of readdirSync(folder)) {
    const place = new URL(file, folder);
    const fixture = fixtureOf(readFileSync(place, "utf8"));
    writeFileSync(place, sourceOf({ ...fixture, want: answerOf(rule, fixture) }));
  }
}
