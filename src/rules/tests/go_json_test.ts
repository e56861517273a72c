import assert from "node:assert/strict";
import fc from "fast-check";
import { sightOf } from "../sight.ts";
import { goEventOf } from "./go_events.ts";
import { goJson } from "./go_json.ts";

const text = fc.string({ unit: "grapheme", maxLength: 20 });
const results = ["pass", "fail", "skip", undefined] as const;
const tests = fc.array(
  fc.record({
    result: fc.constantFrom(...results),
    output: fc.array(text.map((line) => line.replaceAll("\n", "")), { maxLength: 4 }),
  }),
  { minLength: 6, maxLength: 12 },
);

Deno.test("goEventOf() reads what JSON says", () => {
  fc.assert(fc.property(text, text, fc.double({ noNaN: true }), (Test, Output, Elapsed) => {
    const event = { Time: "t", Action: "output", Package: "p", Test, Elapsed, Output };
    if (!Number.isFinite(Elapsed)) return;
    const read = goEventOf(JSON.stringify(event));
    assert.deepEqual(read, { action: "output", package: "p", test: Test, output: Output });
  }));
});

Deno.test("goEventOf() reads nothing of what is cut or no event", () => {
  const event = '{"Time":"t","Action":"run","Package":"p"}';
  for (let end = 0; end < event.length; end++) {
    assert.equal(goEventOf(event.slice(0, end)), undefined);
  }
  assert.equal(goEventOf('{"Time":"t","Level":"info"}'), undefined);
  assert.equal(goEventOf(event + " "), undefined);
});

Deno.test("go_json keeps all names, and all that tests printed which did not pass", () => {
  fc.assert(fc.property(tests, (all) => {
    const lines = all.flatMap(({ result, output }, i) => [
      event("run", `Test${i}`),
      ...output.map((line) => event("output", `Test${i}`, `${line}\n`)),
      ...(result ? [event(result, `Test${i}`)] : []),
    ]);
    const answer = squeezed([...lines, event("fail", undefined, undefined)].join("\n"));
    const said = answer.split("\n");
    all.forEach(({ result, output }, i) => {
      if (result === "pass") assert.ok(answer.includes(`Test${i}`));
      for (const line of output.filter((line) => line.trim() !== "")) {
        assert.ok(said.includes(line), line);
      }
    });
  }));
});

function event(Action: string, Test?: string, Output?: string): string {
  return JSON.stringify({ Time: "2026-01-02T03:04:05Z", Action, Package: "p", Test, Output });
}

function squeezed(text: string): string {
  const sight = sightOf({ tool: "Bash", command: "go test -json ./...", text });
  assert.ok(goJson.matches(sight));
  return goJson.squeeze(sight, (what) => `[${what}]`) ?? text;
}
