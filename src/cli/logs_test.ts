import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { placesOf } from "../config/home.ts";
import { atConsole } from "../../tests/support/console.ts";

Deno.test("logs prints the last lines, those of the older file too", () =>
  atConsole(async ({ type, home }) => {
    assert.match((await type("logs")).err, /there is no log yet/);
    mkdirSync(home);
    const { log } = placesOf(home);
    writeFileSync(`${log}.1`, "1\n2\n");
    writeFileSync(log, "3\n4\n");
    assert.equal((await type("logs")).out, "1\n2\n3\n4\n");
    assert.equal((await type("logs", "-n", "3")).out, "2\n3\n4\n");
    assert.equal((await type("logs", "-n1")).out, "4\n");
    assert.equal((await type("logs", "-n", "0")).out, "");
    assert.equal((await type("logs", "-n", "all")).code, 2);
  }));

Deno.test("logs -f prints what is added, and goes on in the new file", () =>
  atConsole(async ({ typeWith, home }) => {
    mkdirSync(home);
    const { log } = placesOf(home);
    writeFileSync(log, "1\n");
    const steps = [
      () => writeFileSync(log, "2\n", { flag: "a" }),
      () => {},
      () => writeFileSync(log, "3\n"),
    ];
    const pause = () => {
      const step = steps.shift();
      step?.();
      return Promise.resolve(step !== undefined);
    };
    assert.equal((await typeWith({ pause }, "logs", "-f")).out, "1\n2\n3\n");
  }));
