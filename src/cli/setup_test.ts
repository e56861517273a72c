import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import fc from "fast-check";
import { jsonFiles, lineFiles, tomlFiles } from "../clients/files/arbitrary.ts";
import { atConsole, type Console, type Said } from "../../tests/support/console.ts";

/** A console whose user has the folder as home, and no client on PATH. */
interface Desk {
  /** The user's home folder. */
  readonly user: string;
  readonly state: string;
  type(...words: string[]): Promise<Said>;
  typeWith: Console["typeWith"];
  write(file: string, text: string, mode?: number): string;
  read(file: string): string;
}

function atDesk(test: (desk: Desk) => Promise<void>): Promise<void> {
  return atConsole(({ cwd: user, home: state, typeWith }) => {
    const typeHere: Console["typeWith"] = (given, ...words) =>
      typeWith({ ...given, env: { HOME: user, ...given.env } }, ...words);
    return test({
      user,
      state,
      typeWith: typeHere,
      type: (...words) => typeHere({}, ...words),
      write(file, text, mode = 0o644) {
        const path = join(user, file);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
        chmodSync(path, mode);
        return path;
      },
      read: (file) => readFileSync(join(user, file), "utf8"),
    });
  });
}

const CLAUDE = ".claude/settings.json";
const CODEX = ".codex/config.toml";
const OPENCODE = ".config/opencode/opencode.json";

/** What a client reads once it is set up. */
function envOf(text: string): unknown {
  return JSON.parse(text).env;
}

Deno.test("setup shows what it would write, and writes nothing without being told to", () =>
  atDesk(async ({ type, typeWith, write, read }) => {
    write(CLAUDE, "{}");
    const noTerminal = await type("setup");
    assert.equal(noTerminal.code, 1);
    assert.match(noTerminal.out, /\+ env\.ANTHROPIC_BASE_URL = "http:\/\/127\.0\.0\.1:8080"/);
    assert.match(noTerminal.err, /no terminal to ask on: add --yes/);
    const refused = await typeWith({ question: () => Promise.resolve("no") }, "setup");
    assert.deepEqual([refused.code, refused.err], [1, "Nothing was written.\n"]);
    const dry = await type("setup", "--dry-run");
    assert.deepEqual([dry.code, dry.out], [0, noTerminal.out]);
    assert.equal(read(CLAUDE), "{}");
    const agreed = await typeWith({ question: () => Promise.resolve("y") }, "setup");
    assert.equal(agreed.code, 0);
    assert.deepEqual(envOf(read(CLAUDE)), {
      ENABLE_TOOL_SEARCH: "true",
      ANTHROPIC_BASE_URL: "http://127.0.0.1:8080",
    });
    assert.match(agreed.out, /No proxy runs on http:\/\/127\.0\.0\.1:8080 yet/);
  }));

Deno.test("setup tells of a proxy of the network that clients would ask for this machine", () =>
  atDesk(async ({ typeWith, write }) => {
    write(CLAUDE, "{}");
    const env = { HTTP_PROXY: "http://corp.example:3128", NO_PROXY: "corp.example" };
    const { out } = await typeWith({ env }, "setup", "--yes");
    assert.match(out, /HTTP_PROXY is set: add 127\.0\.0\.1,localhost to NO_PROXY/);
  }));

Deno.test("setup a second time changes nothing, and with another port only that", () =>
  atDesk(async ({ type, write, read }) => {
    write(CODEX, 'model = "o3"\n');
    await type("setup", "codex", "--yes");
    const once = read(CODEX);
    const again = await type("setup", "codex");
    assert.deepEqual([again.code, again.out], [0, "Codex: points at the proxy already.\n"]);
    await type("setup", "codex", "--yes", "--port", "9000");
    assert.equal(read(CODEX), once.replace(":8080", ":9000"));
    await type("unsetup", "--yes");
    assert.equal(read(CODEX), 'model = "o3"\n');
  }));

Deno.test("an address that was set before is kept as an upstream of its own, and put back", () =>
  atDesk(async ({ type, state, write, read }) => {
    const claude = '{"env": {"ANTHROPIC_BASE_URL": "https://corp.example/claude/"}}';
    const codex = '# corp\nopenai_base_url = "https://corp.example/v1"\n';
    write(CLAUDE, claude);
    write(CODEX, codex);
    const settings = join(state, "squeezr.toml");
    mkdirSync(state);
    writeFileSync(settings, "# mine\n[cache]\nenabled = true");
    await type("setup", "--yes");
    assert.deepEqual(envOf(read(CLAUDE)), {
      ENABLE_TOOL_SEARCH: "true",
      ANTHROPIC_BASE_URL: "http://127.0.0.1:8080/to/claude",
    });
    assert.match(read(CODEX), /^openai_base_url = "http:\/\/127\.0\.0\.1:8080\/to\/codex\/v1"$/m);
    const shown = await type("config", "show");
    assert.match(shown.out, /upstreams\.claude = \{ url = "https:\/\/corp\.example\/claude"/);
    assert.match(
      shown.out,
      /upstreams\.codex = \{ url = "https:\/\/corp\.example", api = "openai"/,
    );
    assert.equal((await type("setup")).code, 0);
    await type("unsetup", "--yes");
    assert.deepEqual([read(CLAUDE), read(CODEX)], [claude, codex]);
    assert.equal(readFileSync(settings, "utf8"), "# mine\n[cache]\nenabled = true");
  }));

Deno.test("the table of upstreams goes with the last of them, whichever that is", () =>
  atDesk(async ({ type, state, write }) => {
    write(CLAUDE, '{"env": {"ANTHROPIC_BASE_URL": "https://corp.example/claude"}}');
    write(CODEX, 'openai_base_url = "https://corp.example/v1"\n');
    mkdirSync(state);
    writeFileSync(join(state, "squeezr.toml"), "# mine\n");
    await type("setup", "--yes");
    await type("unsetup", "claude", "--yes");
    await type("unsetup", "codex", "--yes");
    assert.equal(readFileSync(join(state, "squeezr.toml"), "utf8").trim(), "# mine");
  }));

Deno.test("setups at the same time all get what they wrote", () =>
  atDesk(async ({ type, write }) => {
    write(CLAUDE, '{"env": {"ANTHROPIC_BASE_URL": "https://corp.example/claude"}}');
    write(CODEX, 'openai_base_url = "https://corp.example/v1"\n');
    const said = await Promise.all([
      type("setup", "claude", "--yes"),
      type("setup", "codex", "--yes"),
      type("setup", "claude", "--yes"),
    ]);
    assert.deepEqual(said.map(({ code }) => code), [0, 0, 0]);
    const { out } = await type("config", "show");
    assert.match(
      out,
      /upstreams\.claude = [^]*upstreams\.codex = |upstreams\.codex = [^]*upstreams\.claude = /,
    );
  }));

Deno.test("an address in the environment is kept as well, and one with a password is refused", () =>
  atDesk(async ({ typeWith, write, read }) => {
    write(CLAUDE, "{}");
    const given = (url: string) => ({ env: { ANTHROPIC_BASE_URL: url } });
    const refused = await typeWith(given("https://me:secret@corp.example"), "setup", "--yes");
    assert.equal(refused.code, 1);
    assert.match(refused.out, /the base URL in ANTHROPIC_BASE_URL can't be kept as an upstream/);
    assert.doesNotMatch(refused.out + refused.err, /secret/);
    await typeWith(given("https://corp.example"), "setup", "--yes");
    assert.match(read(CLAUDE), /8080\/to\/claude"/);
  }));

Deno.test("setup says where a project or the environment wins over what it writes", () =>
  atDesk(async ({ typeWith, write, user }) => {
    const env = { ANTHROPIC_BASE_URL: "https://corp.example" };
    write("work/.claude/settings.json", JSON.stringify({ env }));
    const cwd = join(user, "work");
    const { out } = await typeWith({ cwd }, "setup", "claude", "--dry-run");
    assert.match(out, /Note: .*settings\.json names another address, and wins/);
    const set = { env: { GOOGLE_GEMINI_BASE_URL: "https://corp.example" } };
    const gemini = await typeWith(set, "setup", "gemini", "--dry-run");
    assert.match(gemini.out, /Note: GOOGLE_GEMINI_BASE_URL names another address, and wins/);
  }));

Deno.test("a file that can't be read for what it is stays, and the others are set up", () =>
  atDesk(async ({ type, write, read }) => {
    write(CLAUDE, '{"env": ');
    write(CODEX, "");
    const { code, out } = await type("setup", "--yes", "--json");
    assert.equal(code, 1);
    const states = JSON.parse(out).clients.map((client: Record<string, unknown>) => client.state);
    assert.deepEqual(states, ["refused", "changed"]);
    assert.equal(read(CLAUDE), '{"env": ');
  }));

Deno.test({
  name: "links, rights and odd line ends stay what they are",
  ignore: process.platform === "win32",
  fn: () =>
    atDesk(async ({ type, user, write }) => {
      const real = write("dotfiles/claude.json", '\ufeff{\r\n\t"a": 1\r\n}', 0o600);
      mkdirSync(join(user, ".claude"));
      symlinkSync(real, join(user, CLAUDE));
      assert.equal((await type("setup", "claude", "--yes")).code, 0);
      assert.ok(lstatSync(join(user, CLAUDE)).isSymbolicLink());
      assert.equal(statSync(real).mode & 0o777, 0o600);
      const text = readFileSync(real, "utf8");
      assert.match(text, /^\ufeff\{\r\n\t"env": \{\r\n\t\t"ENABLE_TOOL_SEARCH": "true",\r\n\t\t/);
      assert.equal((await type("unsetup", "--yes")).code, 0);
      assert.equal(readFileSync(real, "utf8"), '\ufeff{\r\n\t"a": 1\r\n}');
      assert.deepEqual(readdirSync(dirname(real)), ["claude.json"]);
    }),
});

Deno.test("a read-only file is refused, and left", () =>
  atDesk(async ({ type, write, read, user }) => {
    write(CLAUDE, "{}", 0o444);
    const { code, out } = await type("setup", "claude", "--yes");
    assert.equal(code, 1);
    assert.match(out, /Claude Code: not set up\. .*settings\.json is read-only/);
    assert.equal(read(CLAUDE), "{}");
    chmodSync(join(user, CLAUDE), 0o644);
  }));

Deno.test("what was not there before is gone again, folders too", () =>
  atDesk(async ({ type, typeWith, user, write }) => {
    write(".local/share/opencode/auth.json", '{"openai": {"type": "api", "key": "sk"}}');
    const set = ["setup", "opencode", "codex", "gemini", "fish", "--yes"];
    const { code } = await typeWith({ env: { GEMINI_API_KEY: "k" } }, ...set);
    assert.equal(code, 0);
    assert.ok(existsSync(join(user, OPENCODE)));
    assert.ok(existsSync(join(user, ".config/fish/conf.d/squeezr.fish")));
    assert.equal((await type("unsetup", "--yes")).code, 0);
    assert.deepEqual(readdirSync(user).sort(), [".local", "state"]);
    assert.equal((await type("unsetup")).out, "Nothing of ours is in any client's settings.\n");
  }));

Deno.test("what somebody else changed since is left, and its copy from before is kept", () =>
  atDesk(async ({ type, write, read }) => {
    write(CLAUDE, '{\n  "env": {}\n}\n');
    await type("setup", "claude", "--yes");
    write(CLAUDE, read(CLAUDE).replace("http://127.0.0.1:8080", "https://mine.example"));
    const { code, out } = await type("unsetup", "--yes");
    assert.equal(code, 0);
    assert.match(out, /env\.ANTHROPIC_BASE_URL in .* says something else by now, and was left/);
    assert.deepEqual(envOf(read(CLAUDE)), { ANTHROPIC_BASE_URL: "https://mine.example" });
    const copy = /its copy from before is kept: (.*)\n/.exec(out)![1];
    assert.equal(readFileSync(copy, "utf8"), '{\n  "env": {}\n}\n');
  }));

Deno.test("what leads to the proxy is found and taken out without a record of it", () =>
  atDesk(async ({ type, state, write, read }) => {
    write(CODEX, 'model = "o3"\n');
    write(".bashrc", "alias x=y\n");
    await type("setup", "codex", "bash", "--yes");
    rmSync(state, { recursive: true });
    const { code, out, err } = await type("unsetup", "--yes");
    assert.equal(code, 0, out + err);
    assert.deepEqual([read(CODEX), read(".bashrc")], ['model = "o3"\n', "alias x=y\n"]);
  }));

Deno.test("a file that can't be read any more keeps its record until it can", () =>
  atDesk(async ({ type, write, read }) => {
    write(CLAUDE, '{"a": 1}');
    await type("setup", "claude", "--yes");
    const set = read(CLAUDE);
    write(CLAUDE, set.slice(0, -1));
    const broken = await type("unsetup", "--yes");
    assert.equal(broken.code, 1);
    assert.match(broken.out, /nothing was taken out\. .*settings\.json: it is no JSON object/);
    write(CLAUDE, set);
    assert.equal((await type("unsetup", "--yes")).code, 0);
    assert.equal(read(CLAUDE), '{"a": 1}');
  }));

Deno.test("wrong settings keep nobody from taking things out", () =>
  atDesk(async ({ type, typeWith, state, write, read }) => {
    write(CLAUDE, "{}");
    await type("setup", "claude", "--yes");
    writeFileSync(join(state, "squeezr.toml"), "nonsense");
    assert.equal((await type("setup", "claude", "--yes")).code, 1);
    const { code } = await typeWith({ env: { SQUEEZR_PORT: "0" } }, "unsetup", "--yes");
    assert.deepEqual([code, read(CLAUDE)], [0, "{}"]);
  }));

Deno.test("a line that somebody wrote by hand is theirs to take out", () =>
  atDesk(async ({ type, write, read }) => {
    const line = "export ANTHROPIC_BASE_URL=http://localhost:8080\n";
    write(".bashrc", line);
    assert.match((await type("setup", "bash", "--dry-run")).out, /\+ export OPENAI_BASE_URL=/);
    const { code, out } = await type("unsetup", "--yes");
    assert.equal(code, 0);
    assert.match(out, /ANTHROPIC_BASE_URL in .*\.bashrc was set by hand: take it out there/);
    assert.equal(read(".bashrc"), line);
  }));

Deno.test({
  name: "a link into nowhere is followed, and what it names is gone again",
  ignore: process.platform === "win32",
  fn: () =>
    atDesk(async ({ type, user }) => {
      mkdirSync(join(user, ".claude"));
      symlinkSync("../dotfiles/claude.json", join(user, CLAUDE));
      assert.equal((await type("setup", "claude", "--yes")).code, 0);
      assert.ok(existsSync(join(user, "dotfiles/claude.json")));
      assert.equal((await type("unsetup", "--yes")).code, 0);
      assert.ok(lstatSync(join(user, CLAUDE)).isSymbolicLink());
      assert.equal(existsSync(join(user, "dotfiles")), false);
    }),
});

Deno.test("setup knows its clients, and says so of others", () =>
  atDesk(async ({ type }) => {
    const none = await type("setup");
    assert.deepEqual([none.code, /no client was found here/.test(none.err)], [1, true]);
    const wrong = await type("setup", "cluade");
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /received "cluade" \(did you mean claude\?\)/);
    const second = await type("setup", "claude", "codx");
    assert.match(second.err, /there is no client "codx" \(did you mean codex\?\)/);
    const aider = await type("setup", "aider");
    assert.equal(aider.code, 1);
    const free = await type("setup", "claude", "--port", "0");
    assert.match(free.err, /proxy\.port is 0/);
  }));

Deno.test("Gemini CLI is told its login as well where it would refuse a base URL without", () =>
  atDesk(async ({ typeWith, write, read, user }) => {
    write(".gemini/settings.json", '{"ui": {}}');
    const given = { env: { GEMINI_API_KEY: "k" } };
    const { code, out } = await typeWith(given, "setup", "--yes");
    assert.equal(code, 0);
    assert.match(out, /\+ security\.auth\.selectedType = "gemini-api-key"/);
    const { security } = JSON.parse(read(".gemini/settings.json"));
    assert.deepEqual(security, { auth: { selectedType: "gemini-api-key" } });
    assert.match((await typeWith(given, "setup")).out, /points at the proxy already/);
    await typeWith(given, "unsetup", "--yes");
    assert.equal(read(".gemini/settings.json"), '{"ui": {}}');
    assert.equal(existsSync(join(user, ".gemini/.env")), false);
  }));

Deno.test("setup and unsetup leave every file as it was, whatever it said", () =>
  atDesk(async ({ type, typeWith, write, read, user }) => {
    const files = fc.record({
      [CLAUDE]: jsonFiles,
      [OPENCODE]: jsonFiles,
      [CODEX]: tomlFiles,
      ".gemini/.env": lineFiles,
      ".bashrc": lineFiles,
    });
    await fc.assert(
      fc.asyncProperty(files, async (texts) => {
        for (const [file, text] of Object.entries(texts)) write(file, text);
        const given = { env: { GEMINI_API_KEY: "k", ANTHROPIC_API_KEY: "k" } };
        await typeWith(given, "setup", "claude", "opencode", "codex", "gemini", "bash", "--yes");
        await type("unsetup", "--yes");
        for (const [file, text] of Object.entries(texts)) {
          assert.equal(read(file), Buffer.from(text).toString(), file);
        }
        assert.equal(existsSync(join(user, "state", "setup")), false);
      }),
      { numRuns: 15 },
    );
  }));
