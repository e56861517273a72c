import assert from "node:assert/strict";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { atConsole, withFakeProxy } from "../../tests/support/console.ts";

Deno.test("config show says every setting and who says so", () =>
  atConsole(async ({ typeWith, home }) => {
    mkdirSync(home);
    writeFileSync(join(home, "squeezr.toml"), "[proxy]\nport = 9000\n");
    const given = { env: { SQUEEZR_DRY_RUN: "1" } };
    const { out } = await typeWith(given, "config", "show");
    assert.match(out, /^ {2}proxy\.port = 9000 +.*squeezr\.toml$/m);
    assert.match(out, /^ {2}compression\.dry_run = true +SQUEEZR_DRY_RUN$/m);
    assert.match(out, /^ {2}upstreams\.anthropic = "https:\/\/api\.anthropic\.com" +default$/m);
    const all = JSON.parse((await typeWith(given, "config", "show", "--json")).out);
    assert.deepEqual(all["compression.dry_run"], {
      value: true,
      source: "env",
      where: "SQUEEZR_DRY_RUN",
    });
    assert.deepEqual(await typeWith(given, "config"), { code: 0, out, err: "" });
  }));

Deno.test("config path names the file, there or not", () =>
  atConsole(async ({ type, home, cwd }) => {
    assert.equal((await type("config", "path")).out, `${join(home, "squeezr.toml")}\n`);
    assert.equal(
      (await type("config", "path", "--config", "x.toml")).out,
      `${join(cwd, "x.toml")}\n`,
    );
  }));

Deno.test("config get prints a value as a script wants it", () =>
  atConsole(async ({ type, home }) => {
    mkdirSync(home);
    writeFileSync(
      join(home, "squeezr.toml"),
      `[upstreams]\nmine = { url = "http://a", api = "openai" }\n[compression]\nskip_tools = ["a b"]\n`,
    );
    const cases: [string, string, string][] = [
      ["proxy.host", "127.0.0.1", '"127.0.0.1"'],
      ["cache.enabled", "true", "true"],
      ["compression.skip_tools", '["a b"]', '["a b"]'],
      [
        "upstreams.mine",
        '{ url = "http://a", api = "openai" }',
        '{"url":"http://a","api":"openai"}',
      ],
    ];
    for (const [key, plain, json] of cases) {
      assert.equal((await type("config", "get", key)).out, `${plain}\n`);
      assert.equal((await type("config", "get", key, "--json")).out, `${json}\n`);
    }
    assert.equal((await type("config", "get", "upstreams.other")).code, 1);
    const wrong = await type("config", "get", "proxy.prot");
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /did you mean proxy\.port\?/);
  }));

Deno.test("config set writes the file for its owner alone, and keeps what else is in it", () =>
  atConsole(async ({ type, home }) => {
    const file = join(home, "squeezr.toml");
    const first = await type("config", "set", "proxy.port", "9000");
    assert.deepEqual(first, {
      code: 0,
      out: "proxy.port = 9000\nIt holds from the next start on.\n",
      err: "",
    });
    writeFileSync(file, `# mine\n${readFileSync(file, "utf8")}`);
    assert.equal((await type("config", "set", "compression.skip_tools", "Read, Glob")).code, 0);
    assert.equal((await type("config", "set", "cache.enabled", "off")).code, 0);
    assert.equal(
      readFileSync(file, "utf8"),
      '# mine\n[proxy]\nport = 9000\n\n[compression]\nskip_tools = ["Read", "Glob"]\n' +
        "\n[cache]\nenabled = false\n",
    );
    if (process.platform !== "win32") assert.equal(statSync(file).mode & 0o777, 0o600);
  }));

Deno.test("config set takes nothing that a start would refuse", () =>
  atConsole(async ({ type, home }) => {
    const cases: [string[], RegExp][] = [
      [
        ["proxy.port", "70000"],
        /proxy\.port must be a whole number from 0 to 65535; received 70000/,
      ],
      [["proxy.prot", "1"], /unknown key proxy\.prot \(did you mean proxy\.port\?\)/],
      [
        ["compression.disabled_rules", "nope"],
        /must be a list of rule names \(.*\); received \["nope"\]/,
      ],
      [
        ["upstreams.anthropic", "https://u:p@a"],
        /must be an http or https URL.*received "https:\/\/\*\*\*@a"/,
      ],
      [["proxy.port"], /config set proxy\.port needs a value/],
      [[], /config set needs a key and a value/],
    ];
    for (const [words, message] of cases) {
      const said = await type("config", "set", ...words);
      assert.equal(said.code, 2);
      assert.match(said.err, message);
    }
    assert.equal(existsSync(join(home, "squeezr.toml")), false);
  }));

Deno.test("config set sets neither of two settings so that they don't fit one another", () =>
  atConsole(async ({ type, home }) => {
    const [threshold, recent] = ["threshold", "keep_recent"]
      .map((name) => `compression.stale_turn_${name}`);
    const refused = await type("config", "set", threshold, "15");
    assert.equal(refused.code, 2);
    assert.match(refused.err, /must be less than .*; received 20 and 15; set the other one first/);
    assert.equal(existsSync(join(home, "squeezr.toml")), false);
    assert.equal((await type("config", "set", recent, "5")).code, 0);
    assert.equal((await type("config", "set", threshold, "15")).code, 0);
    assert.equal((await type("config", "set", recent, "15")).code, 2);
    assert.equal((await type("config", "check")).code, 0);
    // What is wrong already can be put right.
    writeFileSync(join(home, "squeezr.toml"), "[compression]\nstale_turn_threshold = 9\n");
    assert.equal((await type("config", "check")).code, 1);
    assert.equal((await type("config", "set", recent, "3")).code, 0);
    assert.equal((await type("config", "check")).code, 0);
  }));

Deno.test("config set touches no file that it does not understand", () =>
  atConsole(async ({ type, home }) => {
    mkdirSync(home);
    const file = join(home, "squeezr.toml");
    for (const text of ["[proxy\nport = 1\n", "proxy = { port = 1 }\n"]) {
      writeFileSync(file, text);
      const said = await type("config", "set", "proxy.host", "::1");
      assert.equal(said.code, 1);
      assert.match(said.err, /squeezr\.toml: line 1/);
      assert.equal(readFileSync(file, "utf8"), text);
    }
  }));

Deno.test("config set follows a link to the file that it names", () =>
  atConsole(async ({ type, home, cwd }) => {
    if (process.platform === "win32") return;
    mkdirSync(home);
    const [link, file] = [join(home, "squeezr.toml"), join(cwd, "dotfile.toml")];
    writeFileSync(file, "");
    symlinkSync(file, link);
    await type("config", "set", "proxy.port", "1");
    assert.equal(lstatSync(link).isSymbolicLink(), true);
    assert.equal(readFileSync(file, "utf8"), "[proxy]\nport = 1\n");
  }));

Deno.test("config set says when a proxy must be restarted, and when a variable wins", () =>
  atConsole(({ typeWith, home }) =>
    withFakeProxy({ home }, async ({ port }) => {
      const given = { env: { SQUEEZR_THRESHOLD: "400" } };
      const { out } = await typeWith(given, "config", "set", "compression.threshold", "300");
      assert.equal(
        out,
        "compression.threshold = 300\nSQUEEZR_THRESHOLD is set here, and wins over the file.\n" +
          `The proxy on port ${port} must be restarted: squeezr stop && squeezr start\n`,
      );
    })
  ));

Deno.test("config check reads all that a start in this folder would read", () =>
  atConsole(async ({ type, cwd, home }) => {
    assert.match(
      (await type("config", "check")).out,
      /^Nothing is wrong with .*squeezr\.toml, the environment: 0 set\.\n$/,
    );
    writeFileSync(join(cwd, ".squeezr.toml"), "[proxy]\nport = 1\n");
    const said = await type("config", "check");
    assert.equal(said.code, 1);
    assert.match(
      said.err,
      /\.squeezr\.toml: a project's file can't set proxy\.port; it may set compression\.threshold/,
    );
    assert.equal((await type("config", "show")).code, 0);
    assert.equal((await type("config", "show", "--project")).code, 1);
    assert.equal(existsSync(home), false);
  }));

Deno.test("config takes no other word", () =>
  atConsole(async ({ type }) => {
    assert.match(
      (await type("config", "edit")).err,
      /config takes show, path, get, set, check; received "edit"/,
    );
  }));
