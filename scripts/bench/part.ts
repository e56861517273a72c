/** One part of a benchmark in a process of its own: told what it is in its argument, asked over its input. */
import process from "node:process";
import { createInterface } from "node:readline";
import { defaultConfig } from "../../src/config/settings.ts";
import type { Config } from "../../src/config/config.ts";
import { createProxy } from "../../src/proxy/proxy.ts";
import { type Handler, serve } from "../../src/proxy/server.ts";
import { watchHolds } from "./holds.ts";
import { passTo } from "./pass.ts";
import { type Role, usageNow } from "./role.ts";
import { answerAsModel } from "./upstream.ts";

function handlerOf(role: Role): Handler {
  switch (role.kind) {
    case "upstream":
      return answerAsModel;
    case "pass":
      return passTo(role.upstream);
    case "proxy":
      return proxyOf(role);
  }
}

function proxyOf(role: Extract<Role, { kind: "proxy" }>): Handler {
  const { home, bound } = role;
  const ignore = () => {};
  const fail = (line: string) => process.stderr.write(`${line}\n`);
  return createProxy({
    config: configOf(role),
    home,
    version: "bench",
    port: () => 0,
    token: "bench",
    log: { info: ignore, warn: fail, error: fail },
    stop: ignore,
    ...(bound &&
      {
        bounds: {
          ledger: bound,
          cache: bound,
          readings: bound,
          lines: bound,
          prefixes: bound,
          names: bound,
        },
      }),
  }).fetch;
}

function configOf({ upstream, bound, glossary }: Extract<Role, { kind: "proxy" }>): Config {
  const { glossary: asShipped } = defaultConfig;
  const config = {
    ...defaultConfig,
    glossary: { ...asShipped, enabled: glossary ?? asShipped.enabled },
    upstreams: { ...defaultConfig.upstreams, anthropic: { url: upstream, api: "anthropic" } },
  } satisfies Config;
  if (bound === undefined) return config;
  return {
    ...config,
    expand: { ...config.expand, max_bytes: bound },
    ledger: { ...config.ledger, max_bytes: bound },
  };
}

const role: Role = JSON.parse(process.argv[2]);
const { port } = serve(handlerOf(role), { host: "127.0.0.1", port: 0 });
console.log(JSON.stringify({ port }));
const held: number[] = [];
if (role.kind === "proxy" && role.watches) watchHolds(held);
// Each line asks for the same; the end of the input is the end of the benchmark.
for await (const _ of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify({ ...usageNow(), held: held.splice(0) }));
}
process.exit(0);
