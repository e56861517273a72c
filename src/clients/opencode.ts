import { join } from "node:path";
import { type Base, type Client, type Machine, type Place, plain } from "./client.ts";
import { parsedJson } from "./files/jsonc.ts";

interface Vendor {
  /** As OpenCode calls it. */
  readonly name: string;
  /** OpenCode's base URLs hold the version. */
  readonly base: Base;
  /** Variables that give OpenCode a key for it. */
  readonly keys: readonly string[];
}

const vendors: readonly Vendor[] = [
  {
    name: "anthropic",
    base: { upstream: "anthropic", path: "/v1" },
    keys: ["ANTHROPIC_API_KEY"],
  },
  { name: "openai", base: { upstream: "openai", path: "/v1" }, keys: ["OPENAI_API_KEY"] },
  {
    name: "google",
    base: { upstream: "gemini", path: "/v1beta" },
    keys: ["GOOGLE_GENERATIVE_AI_API_KEY", "GEMINI_API_KEY"],
  },
];

function configFolder({ env, home }: Machine): string {
  return join(env.XDG_CONFIG_HOME || join(home, ".config"), "opencode");
}

function authFile({ env, home }: Machine): string {
  return join(env.XDG_DATA_HOME || join(home, ".local", "share"), "opencode", "auth.json");
}

/** The last of these that is there wins in OpenCode. */
function configFile(machine: Machine): string {
  const folder = configFolder(machine);
  const names = ["opencode.jsonc", "opencode.json", "config.json"].map((name) =>
    join(folder, name)
  );
  return names.find((file) => machine.read(file) !== undefined) ??
    join(folder, "opencode.json");
}

function namesIn(machine: Machine, file: string, ...path: readonly string[]): string[] {
  const bytes = machine.read(file);
  const all = path.reduce((at, name) => Object(at)[name], bytes && parsedJson(bytes));
  return Object.keys(Object(all));
}

/** The vendors that OpenCode has a key or settings for: a vendor that is only named in its settings would be offered as well. */
function vendorsOf(machine: Machine): readonly Vendor[] {
  const known = [
    ...namesIn(machine, authFile(machine)),
    ...namesIn(machine, configFile(machine), "provider"),
  ];
  return vendors.filter(({ name, keys }) =>
    known.includes(name) || keys.some((key) => machine.env[key])
  );
}

function placeOf(machine: Machine, { name, base }: Vendor): Place {
  const key = ["provider", name, "options", "baseURL"];
  return { file: configFile(machine), form: "json", scope: "user", key, holds: { base } };
}

/** OpenCode. Its settings can be handed to it in a variable, which wins over its files. */
export const opencode: Client = {
  ...plain,
  name: "opencode",
  title: "OpenCode",
  programs: ["opencode"],
  packages: ["opencode-ai"],
  resumes: ["--continue", "-c", "--session", "-s"],
  traces: (machine) => [configFolder(machine), authFile(machine)],
  variables(machine) {
    // Settings that are handed over already can't be added to without reading them: then the files have to do.
    if (machine.env.OPENCODE_CONFIG_CONTENT) return [];
    const known = vendorsOf(machine);
    if (known.length === 0) return [];
    return [{
      name: "OPENCODE_CONFIG_CONTENT",
      holds: {
        text: (urlOf) => {
          const each = known.map(({ name, base }) => [
            name,
            { options: { baseURL: urlOf(base) } },
          ]);
          return JSON.stringify({ provider: Object.fromEntries(each) });
        },
      },
    }];
  },
  places: (machine) => vendorsOf(machine).map((vendor) => placeOf(machine, vendor)),
  bar: (machine) => opencode.notes(machine)[0],
  notes: (machine) =>
    vendorsOf(machine).length > 0
      ? []
      : ["OpenCode has no key for Anthropic, OpenAI or Google here: log in with it first"],
};
