import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { placesOf } from "../../config/home.ts";
import { atConsole } from "../../../tests/support/console.ts";
import { logProblem, openLogSink } from "./log_sink.ts";

Deno.test("a log that can't be written costs the log alone, and that is said", () =>
  atConsole(({ cwd: home }) => {
    const state = { kind: "kept", home, places: placesOf(home) } as const;
    assert.equal(logProblem(state), undefined);
    const good = openLogSink(state);
    assert.equal(typeof good.stdio, "number");
    good.release();

    const taken = { ...state, places: { ...state.places, log: `${home}/taken.log` } };
    mkdirSync(taken.places.log);
    assert.match(
      logProblem(taken) ?? "",
      /taken\.log can't be written \(E[A-Z]+\): there is no log/,
    );
    const sink = openLogSink(taken);
    assert.deepEqual([sink.stdio, sink.said()], ["ignore", ""]);
    sink.release();
    return Promise.resolve();
  }));
