import { join } from "node:path";
import { type Client, type Machine, plain, type Variable } from "./client.ts";
import { parsedJson } from "./files/jsonc.ts";

const variables: readonly Variable[] = [
  { name: "GOOGLE_GEMINI_BASE_URL", holds: { base: { upstream: "gemini", path: "" } } },
];

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

/** How Gemini CLI is logged in, as its settings say. */
function loginOf(machine: Machine): unknown {
  const bytes = machine.read(join(folderOf(machine), "settings.json"));
  const settings = bytes && parsedJson(bytes);
  return Object(Object(Object(settings).security).auth).selectedType;
}

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
  places: (machine) =>
    variables.map(({ name, holds }) => ({
      file: envFile(machine),
      form: "dotenv",
      scope: "user",
      key: [name],
      holds,
    })),
  notes(machine) {
    return loginOf(machine) === "oauth-personal"
      ? [
        "Gemini CLI is logged in with a Google account, and then goes to Google past any proxy: " +
        "with an API key it goes through",
      ]
      : ["Gemini CLI reads this .env in folders that it trusts, where no nearer .env is"];
  },
};
