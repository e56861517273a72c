import { join } from "node:path";
import { parse, TomlError, type TomlTable } from "smol-toml";
import { type Base, type Client, type Machine, type Place, plain } from "./client.ts";
import { textIn } from "./value.ts";

const API_KEY: Base = { upstream: "openai", path: "/v1" };
/** With this path Codex keeps what it has for ChatGPT's logins alone. */
const LOGIN: Base = { upstream: "chatgpt", path: "/backend-api/codex" };

/** Providers of Codex itself that are no API of OpenAI's: no base URL of ours is for them. */
const ELSEWHERE = ["ollama", "lmstudio", "ollama-chat", "amazon-bedrock"];

function folderOf({ env, home }: Machine): string {
  return env.CODEX_HOME || join(home, ".codex");
}

function configFile(machine: Machine): string {
  return join(folderOf(machine), "config.toml");
}

function configOf(machine: Machine): TomlTable {
  try {
    return parse(textIn(machine, configFile(machine)) ?? "");
  } catch (error) {
    if (error instanceof TomlError) return {};
    throw error;
  }
}

function tableIn(table: TomlTable, ...path: readonly string[]): TomlTable {
  const found = path.reduce<unknown>((at, name) => (at as TomlTable | undefined)?.[name], table);
  return typeof found === "object" && found !== null ? found as TomlTable : {};
}

/** The model provider that Codex would use: its own, or one of the user's. */
function providerOf(machine: Machine): string {
  const config = configOf(machine);
  const profile = typeof config.profile === "string"
    ? tableIn(config, "profiles", config.profile)
    : {};
  const name = profile.model_provider ?? config.model_provider;
  return typeof name === "string" ? name : "openai";
}

/** Whether Codex was logged in with a ChatGPT account. Only the names of what auth.json holds are looked at. */
function hasLogin(machine: Machine): boolean {
  // A key in this variable counts before any login.
  if (machine.env.CODEX_API_KEY) return false;
  const text = textIn(machine, join(folderOf(machine), "auth.json"));
  if (text === undefined) return false;
  try {
    const said: Record<string, unknown> = Object(JSON.parse(text));
    if (typeof said.auth_mode === "string") return /^chatgpt/i.test(said.auth_mode);
    return Boolean(said.tokens) && !said.OPENAI_API_KEY;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Whether its login is where nobody else can look: what it sends with can't be told then. */
function isLocked(machine: Machine): boolean {
  const isThere = machine.env.CODEX_API_KEY || machine.env.OPENAI_API_KEY ||
    machine.read(join(folderOf(machine), "auth.json")) !== undefined;
  return !isThere && configOf(machine).cli_auth_credentials_store === "keyring";
}

const LOCKED =
  "Codex keeps its login in the system's keyring, and whether it is a ChatGPT account's " +
  'can\'t be told: "squeezr setup codex", or set openai_base_url yourself';

/** The key that holds the base URL, and which one belongs there. Nothing for a provider that isn't OpenAI's. */
function placeOf(machine: Machine): Place | undefined {
  const provider = providerOf(machine);
  if (ELSEWHERE.includes(provider)) return undefined;
  const file = { file: configFile(machine), form: "toml", scope: "user" } as const;
  if (provider === "openai") {
    const base = hasLogin(machine) ? LOGIN : API_KEY;
    return { ...file, key: ["openai_base_url"], holds: { base } };
  }
  return {
    ...file,
    key: ["model_providers", provider, "base_url"],
    holds: { base: API_KEY },
  };
}

/** Codex. It reads its base URL from its config.toml alone; OPENAI_BASE_URL is nothing to it. */
export const codex: Client = {
  ...plain,
  name: "codex",
  title: "Codex",
  programs: ["codex"],
  packages: ["@openai/codex"],
  resumes: ["resume"],
  first: "files",
  traces: (machine) => [folderOf(machine)],
  places(machine) {
    const place = placeOf(machine);
    return place === undefined ? [] : [place];
  },
  args(machine, urlOf) {
    const place = placeOf(machine);
    if (place === undefined || !("base" in place.holds)) return [];
    const key = place.key.map((part) => /^[\w-]+$/.test(part) ? part : JSON.stringify(part));
    return ["-c", `${key.join(".")}=${JSON.stringify(urlOf(place.holds.base))}`];
  },
  bar: (machine) => codex.notes(machine)[0] ?? (isLocked(machine) ? LOCKED : undefined),
  notes(machine) {
    const provider = providerOf(machine);
    return ELSEWHERE.includes(provider)
      ? [`Codex uses its provider ${provider}, which is led through no proxy`]
      : [];
  },
};
