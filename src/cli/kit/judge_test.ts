import assert from "node:assert/strict";
import type { RunFile } from "../../admin/run_file.ts";
import { writeRunFile } from "../../admin/run_file.ts";
import { anyProgram } from "../../clients/any.ts";
import { claude } from "../../clients/claude.ts";
import type { Client, Machine } from "../../clients/client.ts";
import type { Fate } from "../../clients/lead.ts";
import { sdk } from "../../clients/sdk.ts";
import { machineWith } from "../../clients/testing.ts";
import { placesOf } from "../../config/home.ts";
import { defaultConfig } from "../../config/settings.ts";
import { atConsole, type Console, withFakeProxy } from "../../../tests/support/console.ts";
import type { Io } from "./io.ts";
import { judged } from "./judge.ts";

const UPSTREAMS = { anthropic: "https://gate.example", router: "https://router.example/api" };

/** Nobody listens there; the settings say that a squeezr does. */
const UNUSED = 2;

/** What becomes of the only base URL that a client has. */
async function fateOf(
  { home, cwd }: Console,
  client: Client,
  machine: Machine,
  args: readonly string[] = [],
): Promise<Fate> {
  const io = { env: { SQUEEZR_HOME: home }, cwd } as unknown as Io;
  const proxy = { ...defaultConfig.proxy, port: UNUSED };
  const all = await judged(io, client, machine, args, { ...defaultConfig, proxy });
  assert.equal(all.length, 1);
  return all[0].fate;
}

const named = (url: string) => machineWith({}, { ANTHROPIC_BASE_URL: url });

Deno.test("a base URL elsewhere becomes an upstream, unless it may not be one", () =>
  atConsole(async (console) => {
    const cases: [string, string][] = [
      ["https://gate.example/a/", "upstream https://gate.example/a"],
      [" https://gate.example ", "upstream https://gate.example"],
      ["https://me:secret@gate.example", "left"],
      ["https://gate.example?key=k", "left"],
      ["gate.example", "left"],
      [`http://127.0.0.1:${UNUSED}`, "gone"],
      ["http://127.0.0.1:3/v1", "upstream http://127.0.0.1:3/v1"],
    ];
    for (const [url, want] of cases) {
      const fate = await fateOf(console, sdk, named(url));
      assert.equal(fate.kind === "upstream" ? `upstream ${fate.url}` : fate.kind, want, url);
    }
  }));

Deno.test("a proxy of ours is looked behind, alive or dead", () =>
  atConsole((console) =>
    withFakeProxy({ home: console.home, run: { upstreams: UPSTREAMS } }, async (run) => {
      const dead: RunFile = { ...run, port: 1, token: "other" };
      writeRunFile(placesOf(console.home).run, dead);
      for (const port of [run.port, dead.port]) {
        const at = `http://localhost:${port}`;
        const cases: [string, string][] = [
          [at, UPSTREAMS.anthropic],
          [`${at}/to/router/v1`, `${UPSTREAMS.router}/v1`],
        ];
        for (const [url, want] of cases) {
          assert.deepEqual(await fateOf(console, sdk, named(url)), { kind: "upstream", url: want });
        }
      }
    })
  ));

Deno.test("a squeezr that nobody here knows is left alone, and other programs of this machine are upstreams", () =>
  atConsole(async (console) => {
    await withFakeProxy({}, async ({ port }) => {
      const fate = await fateOf(console, sdk, named(`http://127.0.0.1:${port}`));
      assert.equal(fate.kind, "left");
    });
    const answers = { "GET /squeezr/health": () => new Response("hello") };
    await withFakeProxy({ answers }, async ({ port }) => {
      const url = `http://127.0.0.1:${port}`;
      assert.deepEqual(await fateOf(console, sdk, named(url)), { kind: "upstream", url });
    });
  }));

Deno.test("files count as far as their owner may say where a key goes", () =>
  atConsole(async (console) => {
    const url = '{"env":{"ANTHROPIC_BASE_URL":"https://gate.example"}}';
    const project = { "/home/me/work/.claude/settings.json": url };
    const trusting = '{"projects":{"/home/me":{"hasTrustDialogAccepted":true}}}';
    const cases: [Client, Record<string, string>, string[], string][] = [
      [claude, { "/home/me/.claude/settings.json": url }, [], "upstream"],
      [claude, { "/home/me/.claude/settings.json": url }, ["--settings", "{}"], "left"],
      [claude, { "/etc/claude-code/managed-settings.json": url }, [], "left"],
      [claude, project, [], "left"],
      [claude, project, ["-p"], "upstream"],
      [claude, { ...project, "/home/me/.claude.json": trusting }, [], "upstream"],
      [anyProgram, { "/home/me/.gemini/.env": "GOOGLE_GEMINI_BASE_URL=https://g" }, [], "left"],
    ];
    for (const [client, files, args, want] of cases) {
      const fate = await fateOf(console, client, machineWith(files), args);
      assert.equal(fate.kind, want, JSON.stringify([files, args]));
    }
  }));
