import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig, type Sources } from "./load.ts";
import { variableLoops } from "./loops.ts";
import { ConfigError } from "./problem.ts";
import { defaultConfig } from "./settings.ts";

type Given = Partial<Omit<Sources, "file">> & {
  readonly toml?: string | Uint8Array;
  readonly own?: string;
};

/** Loads from a folder of its own; paths in errors are cut down to names. */
function load({ toml, own, ...given }: Given = {}) {
  const folder = mkdtempSync(join(tmpdir(), "squeezr-config-"));
  const deep = join(folder, "project", "deep", "er");
  try {
    mkdirSync(deep, { recursive: true });
    const file = join(folder, "squeezr.toml");
    if (toml !== undefined) writeFileSync(file, toml);
    if (own !== undefined) writeFileSync(join(folder, "project", ".squeezr.toml"), own);
    return loadConfig({
      env: {},
      cwd: deep,
      flags: {},
      project: true,
      ruleNames: ["ansi", "json"],
      ...given,
      file,
    });
  } catch (error) {
    if (error instanceof ConfigError) {
      error.message = error.message.replaceAll(join(folder, "project") + "/", "")
        .replaceAll(folder + "/", "");
    }
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function complaint(given: Given): string {
  try {
    load(given);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.replace("Cannot read config: ", "");
    throw error;
  }
  assert.fail(`no complaint about ${JSON.stringify(given)}`);
}

Deno.test("loadConfig() gives the defaults where nothing is set", () => {
  assert.deepEqual(load().config, defaultConfig);
  assert.deepEqual(defaultConfig.proxy, { host: "127.0.0.1", port: 8080, allowed_hosts: [] });
  assert.deepEqual(defaultConfig.upstreams.chatgpt, { url: "https://chatgpt.com", api: "chatgpt" });
  assert.equal(defaultConfig.compression.threshold, 800);
});

Deno.test("loadConfig() lets flags win over the environment, that over the project, that over the file", () => {
  const toml = "[proxy]\nport = 1\n[compression]\nthreshold = 201\n";
  const own = "[compression]\nthreshold = 202\n";
  const env = { SQUEEZR_PORT: "3", SQUEEZR_THRESHOLD: "203" };
  const of = (given: Given) => {
    const { proxy, compression } = load(given).config;
    return [proxy.port, compression.threshold];
  };
  assert.deepEqual(of({ toml }), [1, 201]);
  assert.deepEqual(of({ toml, own }), [1, 202]);
  assert.deepEqual(of({ toml, own, project: false }), [1, 201]);
  assert.deepEqual(of({ toml, own, env }), [3, 203]);
  assert.deepEqual(of({ toml, own, env, flags: { port: "4", json: true } }), [4, 203]);
});

Deno.test("loadConfig() says where each setting comes from", () => {
  const { settings } = load({
    toml: "[cache]\nenabled = false\n",
    own: "[compression]\nskip_tools = ['Read']\n",
    env: { SQUEEZR_DRY_RUN: "1" },
    flags: { port: "0" },
  });
  const sourceOf = (key: string) => settings.find((setting) => setting.key === key)?.source;
  assert.equal(sourceOf("cache.enabled"), "file");
  assert.equal(sourceOf("compression.skip_tools"), "project");
  assert.equal(sourceOf("compression.dry_run"), "env");
  assert.equal(sourceOf("proxy.port"), "flag");
  assert.equal(sourceOf("cache.max_entries"), "default");
});

Deno.test("SQUEEZR_DISABLED says the opposite of compression.enabled, and an empty variable says nothing", () => {
  const enabled = (text: string) =>
    load({ env: { SQUEEZR_DISABLED: text } }).config.compression.enabled;
  assert.deepEqual(["1", "true", "0", ""].map(enabled), [false, false, true, true]);
});

Deno.test("prices of the user's own are read by the model's name", () => {
  const { config, settings } = load({
    toml: `[prices."gpt-5.6"]\ninput = 3\noutput = 9\ncache_read = 0.3\n` +
      `[prices]\nmine = { input = 1, output = 2, cache_write = 1.5 }\n`,
  });
  assert.deepEqual(config.prices, {
    "gpt-5.6": { input: 3, output: 9, read: 0.3, write: 3, write_long: 3 },
    mine: { input: 1, output: 2, read: 1, write: 1.5, write_long: 1.5 },
  });
  assert.deepEqual(defaultConfig.prices, {});
  assert.ok(settings.some(({ key }) => key === 'prices."gpt-5.6"'));
});

Deno.test("a price that is none is refused, and one whose model stands without quotes", () => {
  for (
    const price of [
      "3",
      "{ input = 3 }",
      "{ input = -1, output = 1 }",
      "{ input = 1, output = 'x' }",
    ]
  ) {
    const text = complaint({ toml: `[prices]\nmine = ${price}` });
    assert.match(
      text,
      /^squeezr.toml: prices\.mine must be \{ input = 3, output = 15 \} in US dollars/,
      price,
    );
  }
  const odd = "{ input = 1, output = 1, cache = 1 }";
  assert.match(complaint({ toml: `[prices]\nmine = ${odd}` }), /received \{"input":1,/);
  assert.match(
    complaint({ toml: `[prices.gpt-5.6]\ninput = 1\noutput = 1` }),
    /prices\.gpt-5 must be/,
  );
});

Deno.test("upstreams of the user's own stand beside the built-in ones", () => {
  const { upstreams } = load({
    toml: `[upstreams]\nanthropic = "https://gate.example/base/"\n` +
      `router = { url = "https://router.example/api", api = "openai" }\n` +
      `[upstreams.local-1]\nurl = "http://127.0.0.1:1234"\napi = "ollama"\n`,
    env: { SQUEEZR_UPSTREAM_GEMINI: "http://[::1]:9/g" },
  }).config;
  assert.deepEqual(upstreams.anthropic, { url: "https://gate.example/base", api: "anthropic" });
  assert.deepEqual(upstreams.router, { url: "https://router.example/api", api: "openai" });
  assert.deepEqual(upstreams["local-1"], { url: "http://127.0.0.1:1234", api: "ollama" });
  assert.deepEqual(upstreams.gemini, { url: "http://[::1]:9/g", api: "gemini" });
});

Deno.test("an error names the place, the key, the value and what is allowed", () => {
  const cases: [Given, RegExp][] = [
    [
      { toml: "[compression]\nthreshold = 100" },
      /^squeezr\.toml: compression\.threshold must be a whole number, 200 or more; received 100$/,
    ],
    [
      { env: { SQUEEZR_PORT: "99999" } },
      /^SQUEEZR_PORT: proxy\.port must be .* from 0 to 65535; received 99999$/,
    ],
    [{ flags: { port: "web" } }, /^--port: proxy\.port must be .*; received "web"$/],
    [
      { env: { SQUEEZR_DISABLED: "maybe" } },
      /^SQUEEZR_DISABLED: compression\.enabled must be true or false/,
    ],
    [
      { toml: "[proxy]\nhost = 'http://a'" },
      /^squeezr\.toml: proxy\.host must be a host name or an IP address/,
    ],
    [{ toml: "[proxy]\nport = '8080'" }, /received "8080"$/],
    [
      { toml: "[compression]\nskip_tools = 'Read'" },
      /must be a list of tool names.*; received "Read"$/,
    ],
    [
      { toml: "[compression]\ndisabled_rules = ['ansi', 'jsn']" },
      /must be a list of rule names \(ansi, json\); received \["ansi","jsn"\] \(did you mean json\?\)$/,
    ],
  ];
  for (const [given, message] of cases) assert.match(complaint(given), message);
});

Deno.test("an unknown key is an error that knows what was meant", () => {
  const cases: [string, RegExp][] = [
    [
      "[compression]\ntreshold = 900",
      /unknown key compression\.treshold \(did you mean compression\.threshold\?\)/,
    ],
    ["port = 80", /unknown key port \(did you mean proxy\.port\?\)/],
    [
      "[cash]\nmax_entries = 1",
      /unknown key cash\.max_entries \(did you mean cache\.max_entries\?\)/,
    ],
    ["[proxy.port]\nx = 1", /proxy\.port must be a whole number/],
    ["compression = true", /unknown key compression; allowed: compression\.enabled, /],
    ["[[proxy]]\nport = 1", /unknown key proxy; allowed: proxy\.host, /],
    ["'proxy.port' = 1", /unknown key "proxy\.port"/],
    ["[upstreams]\n'a/b' = { url = 'http://a', api = 'openai' }", /unknown key upstreams\."a\/b"/],
  ];
  for (const [toml, message] of cases) assert.match(complaint({ toml }), message);
});

Deno.test("an upstream is http or https, and bears no secret, query or fragment", () => {
  for (
    const url of [
      "ftp://a",
      "a.example",
      "",
      "https://u:p@a",
      "https://a/?k=1",
      "https://a/#x",
      "https://a\\b",
    ]
  ) {
    assert.match(
      complaint({ env: { SQUEEZR_UPSTREAM_OPENAI: url || " " } }),
      /^SQUEEZR_UPSTREAM_OPENAI: upstreams\.openai must be an http or https URL/,
    );
  }
  const wrong = [
    `"https://a"`,
    `{ url = "https://a" }`,
    `{ url = "https://a", api = "chatgpt" }`,
    `{ url = "https://a", api = "openai", key = "x" }`,
  ];
  for (const value of wrong) {
    assert.match(
      complaint({ toml: `[upstreams]\nmine = ${value}` }),
      /upstreams\.mine must be \{ url = /,
    );
  }
});

Deno.test("an error shows no password and no query", () => {
  const text = complaint({ toml: `[upstreams]\nopenai = "https://me:hunter2@a/b?key=s3cret"` });
  assert.match(text, /received "https:\/\/\*\*\*@a\/b\?\*\*\*"$/);
});

Deno.test("an upstream that is this proxy itself is an error", () => {
  const env = { SQUEEZR_UPSTREAM_ANTHROPIC: "http://localhost:9000" };
  assert.match(
    complaint({ env, flags: { port: "9000" } }),
    /^SQUEEZR_UPSTREAM_ANTHROPIC: .* this proxy itself/,
  );
  assert.equal(load({ env }).config.upstreams.anthropic.url, "http://localhost:9000");
});

Deno.test("of the turns that must stand, some must be older than those that always stay", () => {
  const pace = (threshold: number, recent: number) =>
    complaint({
      toml:
        `[compression]\nstale_turn_threshold = ${threshold}\nstale_turn_keep_recent = ${recent}\n`,
    });
  const says = "squeezr.toml: compression.stale_turn_keep_recent must be less than " +
    "compression.stale_turn_threshold; received";
  assert.equal(pace(20, 20), `${says} 20 and 20`);
  assert.equal(pace(2, 3), `${says} 3 and 2`);
  assert.equal(
    complaint({ toml: "[compression]\nstale_turn_threshold = 20\n" }),
    `${says} 20 and 20`,
  );
  assert.match(pace(1, 1), /stale_turn_threshold must be a whole number, 2 or more; received 1/);
  assert.match(pace(5, 0), /stale_turn_keep_recent must be a whole number, 1 or more; received 0/);
  const { compression } =
    load({ toml: "[compression]\nstale_turn_threshold = 2\nstale_turn_keep_recent = 1\n" }).config;
  assert.equal(compression.stale_turn_threshold, 2);
});

Deno.test("variableLoops() finds the proxy variables that lead back to the proxy", () => {
  const env = {
    HTTPS_PROXY: "http://localhost:8080/",
    http_proxy: "http://127.0.0.1:8081",
    ALL_PROXY: "localhost:8080",
  };
  const { config } = load();
  assert.deepEqual(variableLoops(config, env).map(({ where }) => where), [
    "HTTPS_PROXY",
    "ALL_PROXY",
  ]);
});

Deno.test("all that is wrong is said at once", () => {
  const text = complaint({ toml: "[proxy]\nport = -1\nprot = 2\n", env: { SQUEEZR_HOST: "a b" } });
  assert.equal(text.split("\n").length, 3);
});

Deno.test("a file that is no TOML or no text is an error with its place", () => {
  assert.match(
    complaint({ toml: "[proxy]\nport = \n" }),
    /^squeezr\.toml: line 2, column \d+: Invalid TOML/,
  );
  assert.match(
    complaint({ toml: new Uint8Array([0x61, 0xff]) }),
    /^squeezr\.toml: is not UTF-8 text$/,
  );
  assert.equal(load({ toml: "\ufeff[proxy]\r\nport = 1\r\n" }).config.proxy.port, 1);
});

Deno.test("a file that was asked for has to be there", () => {
  assert.match(complaint({ fileMustBe: true }), /^squeezr\.toml: there is no such file$/);
  assert.deepEqual(
    loadConfig({
      env: {},
      cwd: tmpdir(),
      flags: {},
      file: undefined,
      project: false,
      ruleNames: [],
    }).config,
    defaultConfig,
  );
});

Deno.test("a project's file may set its four keys and nothing else", () => {
  const own =
    "[compression]\nthreshold = 300\nskip_tools = ['a']\nonly_tools = ['b']\ndisabled_rules = ['json']";
  assert.deepEqual(load({ own }).config.compression, {
    ...defaultConfig.compression,
    threshold: 300,
    skip_tools: ["a"],
    only_tools: ["b"],
    disabled_rules: ["json"],
  });
  for (
    const line of [
      "[upstreams]\nanthropic = 'http://evil'",
      "[compression]\nenabled = false",
      "x = 1",
    ]
  ) {
    assert.match(
      complaint({ own: line }),
      /^\.squeezr\.toml: a project's file can't set \S+; it may set compression\.threshold, .*disabled_rules$/,
    );
  }
});
