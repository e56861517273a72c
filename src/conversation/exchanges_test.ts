import assert from "node:assert/strict";
import type { Turn } from "./conversation.ts";
import { exchangesOf } from "./exchanges.ts";
import { saidBy } from "./testing.ts";

const turnsOf = (roles: string): Turn[] =>
  [...roles].map((role) => saidBy(role === "a" ? "assistant" : role === "s" ? "system" : "user"));

const CASES: readonly [roles: string, starts: readonly number[], why: string][] = [
  ["", [], "nothing is said"],
  ["u", [0], "the user begins"],
  ["uaua", [0, 2], "each answer ends one"],
  ["uuauua", [0, 3], "what the client says in one go is one, in however many messages"],
  ["uaaua", [0, 3], "an answer may be many items"],
  ["suasua", [1, 4], "system messages begin none"],
  ["uasau", [0, 4], "nor are they one"],
  ["usua", [0], "nor do they part what is said around them"],
  ["aua", [1], "the model began"],
];

for (const [roles, starts, why] of CASES) {
  Deno.test(`exchangesOf(): ${why}`, () => assert.deepEqual(exchangesOf(turnsOf(roles)), starts));
}
