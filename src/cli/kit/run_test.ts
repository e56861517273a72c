import assert from "node:assert/strict";
import { version } from "../../config/version.ts";
import { atConsole } from "../../../tests/support/console.ts";

Deno.test("help and --help say what there is", () =>
  atConsole(async ({ type }) => {
    const help = await type("help");
    assert.equal(help.code, 0);
    assert.match(help.out, /First steps:/);
    for (const words of [["--help"], ["-h"]]) assert.deepEqual(await type(...words), help);
  }));

Deno.test("help COMMAND and COMMAND --help are the same", () =>
  atConsole(async ({ type }) => {
    const help = await type("help", "start");
    assert.match(help.out, /^squeezr start: /);
    assert.deepEqual(await type("start", "--help"), help);
    assert.deepEqual(await type("start", "too", "many", "words", "-h"), help);
  }));

Deno.test("version says the version, and for a bug report the runtime", () =>
  atConsole(async ({ type }) => {
    for (const words of [["version"], ["--version"], ["-V"]]) {
      assert.deepEqual(await type(...words), { code: 0, out: `${version}\n`, err: "" });
    }
    const facts = JSON.parse((await type("version", "--json")).out);
    assert.deepEqual(Object.keys(facts), ["version", "runtime", "platform"]);
  }));

Deno.test("wrong use is exit code 2, on stderr, with what was meant and where to look", () =>
  atConsole(async ({ type }) => {
    const cases: [string[], string][] = [
      [
        ["strat"],
        `squeezr: there is no command "strat" (did you mean start?)\nSee: squeezr help\n`,
      ],
      [
        ["claude", "-p", "hi"],
        `squeezr: there is no command "claude" (did you mean "squeezr run -- claude"?)\nSee: squeezr help\n`,
      ],
      [
        ["help", "confg"],
        `squeezr: there is no command "confg" (did you mean config?)\nSee: squeezr help help\n`,
      ],
      [
        ["stats", "--jso"],
        "squeezr: stats has no flag --jso (did you mean --json?)\nSee: squeezr help stats\n",
      ],
      [
        ["expand"],
        "squeezr: expand needs the id that stands in the marker\nSee: squeezr help expand\n",
      ],
      [["ledger"], "squeezr: ledger takes show, prune or clear\nSee: squeezr help ledger\n"],
    ];
    for (const [words, err] of cases) {
      assert.deepEqual(await type(...words), { code: 2, out: "", err });
    }
  }));

Deno.test("a flag that holds a bad setting is wrong use; a bad variable is a failure", () =>
  atConsole(async ({ type, typeWith }) => {
    assert.equal((await type("start", "--port", "web")).code, 2);
    const said = await typeWith({ env: { SQUEEZR_THRESHOLD: "1" } }, "start");
    assert.equal(said.code, 1);
    assert.match(
      said.err,
      /^squeezr: Cannot read config: SQUEEZR_THRESHOLD: compression\.threshold must be /,
    );
  }));
