import { isatty } from "node:tty";
import type { Started } from "../../clients/list.ts";
import { type Judged, type Lead, leadOf, type Own } from "../../clients/lead.ts";
import { machineAnyway } from "../../clients/machine.ts";
import type { Config } from "../../config/config.ts";
import { shown } from "../../config/problem.ts";
import type { Api } from "../../config/upstream.ts";
import type { Io } from "./io.ts";
import { judged } from "./judge.ts";

/** How a client is led, or why it is not. */
export type Found =
  | { readonly kind: "led"; readonly lead: Lead }
  | { readonly kind: "barred"; readonly why: string };

/** Finds out how to lead a client through a proxy with this configuration. */
export async function leadFor(
  io: Io,
  { client, words }: Started,
  typed: readonly string[],
  config: Config,
): Promise<Found> {
  const machine = machineAnyway(io.env, io.cwd);
  const args = typed.slice(words);
  const why = client.bar(machine, { args, terminal: isatty(0) });
  if (why !== undefined) return { kind: "barred", why };
  const found = await judged(io, client, machine, args, config);
  return { kind: "led", lead: leadOf(client, machine, found) };
}

const TITLES: Readonly<Record<Api, string>> = {
  anthropic: "Anthropic's API",
  openai: "OpenAI's API",
  chatgpt: "OpenAI's API with a ChatGPT login",
  gemini: "the Gemini API",
  ollama: "the Ollama API",
};

/** Upstreams that are others than the configuration's. */
export function changedBy({ upstreams }: Lead, config: Config): readonly Own[] {
  return upstreams.filter(({ api, url }) => config.upstreams[api].url !== url);
}

/** Says of an upstream where it comes from. */
export function ownLine({ api, url, where }: Own): string {
  return `${where} names ${url}: the proxy goes there for ${TITLES[api]}`;
}

/** Says of a base URL that it stays as it is, and why. */
export function leftLine({ where, url, fate }: Judged): string {
  const why = fate.kind === "left" ? fate.why : "another variable names another place for this API";
  return `${where} stays as it is (${shown(url)}), past the proxy: ${why}`;
}

const LOCAL = ["127.0.0.1", "localhost"];
const CASES = ["NO_PROXY", "no_proxy"] as const;

/** `NO_PROXY`, in both its spellings, with this machine in it: no proxy of the network's leads here. */
export function directVariables(env: Io["env"]): Readonly<Record<string, string>> {
  const pairs = CASES.flatMap((name, i): [string, string][] => {
    // Programs take one of the two: neither may say less than the other did.
    const said = env[name] || env[CASES[1 - i]] || "";
    const hosts = said.split(/[\s,]+/);
    const missing = hosts.includes("*") ? [] : LOCAL.filter((host) => !hosts.includes(host));
    const whole = [said, ...missing].filter((part) => part !== "").join(",");
    return whole === env[name] ? [] : [[name, whole]];
  });
  return Object.fromEntries(pairs);
}

/** The same variables without what was put at their end. */
export function withoutDirect(env: Io["env"]): Readonly<Record<string, string | undefined>> {
  const end = LOCAL.join(",");
  const pairs = CASES.filter((name) => env[name]?.endsWith(end)).map((name) => {
    const rest = env[name]!.slice(0, -end.length).replace(/,$/, "");
    return [name, rest === "" ? undefined : rest];
  });
  return Object.fromEntries(pairs);
}
