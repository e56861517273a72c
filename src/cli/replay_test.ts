import assert from "node:assert/strict";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parallelCalls } from "../replay/testing.ts";
import { atConsole } from "../../tests/support/console.ts";

/** Puts the session of the tests where Claude Code would. */
function logIn(folder: string, edit = (line: string) => line): string {
  const project = join(folder, ".claude", "projects", "-home-dev-app");
  mkdirSync(project, { recursive: true });
  const file = join(project, "session.jsonl");
  const lines = parallelCalls().map((line) => edit(JSON.stringify(line)));
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

Deno.test("replay says what a session would have cost, by session, rule and tool", () =>
  atConsole(async ({ type, cwd }) => {
    const { code, out, err } = await type("replay", logIn(cwd));
    assert.equal(code, 0);
    assert.equal(err, "");
    assert.match(out, /^ {2}session +requests +direct +with Squeezr +saved$/m);
    assert.match(out, /^ {2}claude-code app 5e55104f +3 +\$0\.\d{3} +\$0\.\d{3} +-?\d+\.\d %$/m);
    assert.match(out, /^ {2}ls_long +1 +\$/m);
    assert.match(out, /^ {2}Bash +2 +\$/m);
    assert.match(out, /^Logs hold neither tools nor instructions/m);
  }));

Deno.test("replay without a name looks where clients keep their logs, as far back as is asked", () =>
  atConsole(async ({ typeWith, cwd }) => {
    const file = logIn(cwd);
    const at = (now: number) => ({ env: { HOME: cwd }, now: () => now });
    const noon = Date.UTC(2026, 10, 2, 12);
    utimesSync(file, noon / 1000, noon / 1000);
    assert.equal((await typeWith(at(noon), "replay")).code, 0);
    const later = at(noon + 8 * 86_400_000);
    const late = await typeWith(later, "replay");
    assert.equal(late.code, 1);
    assert.match(late.err, /no session was written to in the last 7 days: .* --days 70/);
    assert.equal((await typeWith(later, "replay", "--days", "9")).code, 0);
    const none = await typeWith({ env: { HOME: join(cwd, "none") } }, "replay");
    assert.equal(none.code, 1);
    assert.match(none.err, /^squeezr: there are no sessions in .*squeezr start --record DIR/);
  }));

Deno.test("replay goes by the project's file, and says plainly what is not worth it", () =>
  atConsole(async ({ type, cwd }) => {
    const file = logIn(cwd);
    writeFileSync(join(cwd, ".squeezr.toml"), "[compression]\nthreshold = 100000\n");
    const { out } = await type("replay", file);
    assert.match(out, /^(Costs \d\.\d % more|Saves 0\.0 %): not worth it\.$/m);
    assert.doesNotMatch(out, /ls_long/);
    writeFileSync(join(cwd, ".squeezr.toml"), "[ledger]\ndays = 1\n");
    assert.equal((await type("replay", file)).code, 1);
  }));

Deno.test("replay bills a file once that is named beside its folder", () =>
  atConsole(async ({ type, cwd }) => {
    const file = logIn(cwd);
    const { out } = await type("replay", file, join(cwd, ".claude"), file, "--json");
    assert.equal(JSON.parse(out).all.requests, 3);
  }));

Deno.test("replay tells of requests without a model, and of models whose names are none for a terminal", () =>
  atConsole(async ({ type, cwd }) => {
    const unnamed = await type(
      "replay",
      logIn(cwd, (line) => line.replaceAll("claude-sonnet-5-5", "")),
    );
    assert.match(
      unnamed.out,
      /^No price is known where no model is named \(3 requests, left out\)\.$/m,
    );
    const odd = await type(
      "replay",
      logIn(cwd, (line) => line.replaceAll("claude-sonnet-5-5", "\\u001b[2Jx")),
    );
    assert.match(odd.out, /^No price is known of \?\[2Jx \(3 requests, left out\): set one with/m);
  }));

Deno.test("replay says which setting it is by which nothing is shortened", () =>
  atConsole(async ({ type, typeWith, cwd }) => {
    const file = logIn(cwd);
    assert.equal((await type("replay", file)).err, "");
    const off = [["SQUEEZR_DISABLED", "enabled is false"], ["SQUEEZR_DRY_RUN", "dry_run is true"]];
    for (const [name, said] of off) {
      const { err } = await typeWith({ env: { [name]: "1" } }, "replay", file);
      assert.equal(err, `squeezr: your settings shorten nothing: compression.${said}\n`);
    }
  }));

Deno.test("replay --json gives the same as facts, and damaged lines among them", () =>
  atConsole(async ({ type, cwd }) => {
    const file = logIn(cwd, (line) => line.replaceAll("claude-sonnet-5-5", "mystery-1"));
    const said = await type("replay", file, "--json");
    assert.deepEqual(JSON.parse(said.out).all.unpriced, { "mystery-1": 3 });
    assert.match((await type("replay", file)).out, /set one with \[prices\."mystery-1"\]/);
    writeFileSync(join(cwd, "squeezr.toml"), `[prices."mystery-1"]\ninput = 2\noutput = 4\n`);
    const priced = await type("replay", file, "--json", "--config", "squeezr.toml");
    const { all, sessions, troubles } = JSON.parse(priced.out);
    assert.ok(all.direct.usd > all.sent.usd);
    assert.equal(all.direct.usd - all.sent.usd, all.saved_usd);
    assert.deepEqual(Object.keys(all.by_rule), ["ls_long"]);
    assert.equal(sessions[0].models[0].requests, 3);
    assert.deepEqual(troubles, []);
    writeFileSync(join(cwd, "notes.md"), "# Notes\n");
    const odd = await type("replay", "notes.md");
    assert.equal(odd.code, 1);
    assert.match(odd.err, /notes\.md: is no session: its lines are not JSON objects; passed over/);
    assert.match(odd.err, /no requests of a model could be read from 1 file$/m);
  }));

Deno.test("replay refuses days that are none", () =>
  atConsole(async ({ type }) => {
    for (const days of ["0", "x", "1.5"]) {
      assert.equal((await type("replay", "--days", days)).code, 2, days);
    }
  }));
