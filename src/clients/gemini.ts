import { join } from "node:path";
import { type Client, type Machine, type Place, plain, type Variable } from "./client.ts";
import { parsedJson } from "./files/jsonc.ts";
import { valueIn } from "./value.ts";

const variables: readonly Variable[] = [
  { name: "GOOGLE_GEMINI_BASE_URL", holds: { base: { upstream: "gemini", path: "" } } },
];

const GOOGLE = "oauth-personal";
const VERTEX = "vertex-ai";
const PAST =
  "Gemini CLI is logged in with a Google account, and then goes to Google past any proxy: " +
  "with an API key it goes through";

function folderOf({ home }: Machine): string {
  return join(home, ".gemini");
}

/**
 * The .env that Gemini CLI takes from the user's home. It reads one such file and no other, so a new one must not come
 * before one that is there.
 */
function envFile(machine: Machine): string {
  const own = join(folderOf(machine), ".env");
  const shared = join(machine.home, ".env");
  const isThere = (file: string) => machine.read(file) !== undefined;
  return !isThere(own) && isThere(shared) ? shared : own;
}

function dotenv(machine: Machine) {
  return { file: envFile(machine), form: "dotenv", scope: "user" } as const;
}

function settingsFile(machine: Machine): string {
  return join(folderOf(machine), "settings.json");
}

/** How Gemini CLI is logged in, as its settings say. */
function chosenLogin(machine: Machine): unknown {
  const bytes = machine.read(settingsFile(machine));
  const settings = bytes && parsedJson(bytes);
  return Object(Object(Object(settings).security).auth).selectedType;
}

/** Else a variable says it; one for a key counts less than a base URL. */
function loginOf(machine: Machine): unknown {
  const { GOOGLE_GENAI_USE_GCA: google, GOOGLE_GENAI_USE_VERTEXAI: vertex } = machine.env;
  return chosenLogin(machine) ??
    (google === "true" ? GOOGLE : vertex === "true" ? VERTEX : undefined);
}

/**
 * Whether nothing but a key says how Gemini CLI is to log in. With a base URL beside it, it takes the kind of login
 * "gateway", which it then refuses where nobody sits before it (0.61: "Invalid auth method selected").
 */
export function hasKeyAlone(machine: Machine): boolean {
  return !machine.env.GOOGLE_GEMINI_BASE_URL && isUnchosen(machine);
}

function isUnchosen(machine: Machine): boolean {
  const key = machine.env.GEMINI_API_KEY ||
    valueIn(machine, { ...dotenv(machine), key: ["GEMINI_API_KEY"] });
  return Boolean(key) && loginOf(machine) === undefined;
}

/** Where Gemini CLI is told that the key is its login. */
function loginPlace(machine: Machine): Place {
  const key = ["security", "auth", "selectedType"];
  const holds = { word: "gemini-api-key" };
  return { file: settingsFile(machine), form: "json", scope: "user", key, holds };
}

/** What makes Gemini CLI take a base URL beside a key. */
export const CHOOSE_LOGIN = 'choose its login with "squeezr setup gemini", or by ' +
  '{"security": {"auth": {"selectedType": "gemini-api-key"}}} in ~/.gemini/settings.json';

/** Gemini CLI. A variable of the environment wins over its .env. */
export const gemini: Client = {
  ...plain,
  name: "gemini",
  title: "Gemini CLI",
  programs: ["gemini"],
  packages: ["@google/gemini-cli"],
  resumes: ["--resume", "-r"],
  traces: (machine) => [folderOf(machine)],
  variables: () => variables,
  places: (machine) => [
    ...(isUnchosen(machine) ? [loginPlace(machine)] : []),
    ...variables.map(({ name, holds }) => ({ ...dotenv(machine), key: [name], holds })),
  ],
  bar(machine, { args, terminal }) {
    const login = loginOf(machine);
    if (login === GOOGLE) return PAST;
    if (login === VERTEX) return "Gemini CLI goes to Vertex AI, which its base URL is not for";
    const isAlone = !terminal || args.some((arg) => /^(-p|--prompt)(=|$)/.test(arg));
    return isAlone && hasKeyAlone(machine)
      ? `Gemini CLI refuses a base URL where nothing but a key says how it is to log in: ${CHOOSE_LOGIN}`
      : undefined;
  },
  notes(machine) {
    return loginOf(machine) === GOOGLE
      ? [PAST]
      : ["Gemini CLI reads this .env in folders that it trusts, where no nearer .env is"];
  },
};
