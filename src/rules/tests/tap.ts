import { ruleOf } from "./runner.ts";
import { TapReader } from "./tap_reader.ts";

/** Tape ends so, and names its tests in comments before their results. */
const TAPE_TOTALS = /^# pass {2}\d+$/;

export const tap = ruleOf({
  name: "tap",
  doc: "TAP (node --test, tape, bats, mocha): passing tests become a count",
  signs: ["TAP version 1", "# tests ", "1.."],
  proof: /^(?:TAP version 1[34]$|# tests \d+$|1\.\.\d+(?: |$))/,
  read: (lines) => {
    const reader = new TapReader(lines.some((line) => TAPE_TOTALS.test(line)));
    lines.forEach((line) => reader.read(line));
    return reader.roles;
  },
});
