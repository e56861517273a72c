import { resolve } from "node:path";
import { checkOf, unknownKey } from "../config/keys.ts";
import { projectFileOf } from "../config/project.ts";
import type { Setting } from "../config/settings.ts";
import { literalOf } from "../config/toml_edit.ts";
import { type Args, command, configFlag, type Flags, jsonFlag } from "./kit/command.ts";
import { Failure, WrongUse } from "./kit/failure.ts";
import { columns } from "./kit/help.ts";
import type { Io } from "./kit/io.ts";
import { afterSet, setInFile, valueOf } from "./kit/set_config.ts";
import { fileOf, settingsOf } from "./kit/settings.ts";

const flags = {
  config: configFlag,
  project: {
    type: "boolean",
    doc: "count the project's .squeezr.toml too, as start --foreground does",
  },
  json: jsonFlag,
} as const satisfies Flags;

type ConfigArgs = Args<typeof flags>;

function settings(io: Io, { flags }: ConfigArgs): readonly Setting[] {
  return settingsOf(io, { config: flags.config }, flags.project ?? false).settings;
}

function show(io: Io, args: ConfigArgs): void {
  const all = settings(io, args);
  if (args.flags.json) {
    const facts = all.map(({ key, value, source, where }) => [key, { value, source, where }]);
    io.out(`${JSON.stringify(Object.fromEntries(facts), undefined, 2)}\n`);
    return;
  }
  const rows = all.map(({ key, value, source, where }): [string, string] => [
    `${key} = ${literalOf(value)}`,
    where ?? source,
  ]);
  io.out(columns(rows, Infinity));
}

function fileHere(io: Io, { flags }: ConfigArgs): string {
  const { file } = fileOf(io, flags);
  if (file !== undefined) return file;
  throw new Failure("there is no state folder: set SQUEEZR_HOME, or HOME");
}

function path(io: Io, args: ConfigArgs): void {
  io.out(`${fileHere(io, args)}\n`);
}

function get(io: Io, args: ConfigArgs): void {
  const key = wordOf(args, 1, "config get needs a key, such as proxy.port");
  if (checkOf(key) === undefined) throw new WrongUse(unknownKey(key));
  const setting = settings(io, args).find((setting) => setting.key === key);
  if (setting === undefined) throw new Failure(`${key} is not set`);
  const { value } = setting;
  const plain = typeof value === "string" ? value : literalOf(value);
  io.out(`${args.flags.json ? JSON.stringify(value) : plain}\n`);
}

async function set(io: Io, args: ConfigArgs): Promise<void> {
  const key = wordOf(args, 1, "config set needs a key and a value, such as: proxy.port 8081");
  const value = valueOf(key, wordOf(args, 2, `config set ${key} needs a value`));
  setInFile(fileHere(io, args), key, value);
  io.out(await afterSet(io, key, value));
}

function check(io: Io, args: ConfigArgs): void {
  const { file, fileMustBe } = fileOf(io, args.flags);
  const all = settingsOf(io, { config: args.flags.config }, true).settings;
  const set = all.filter(({ source }) => source !== "default").length;
  const project = projectFileOf(resolve(io.cwd));
  const read = [file ?? [], project ?? [], "the environment"].flat().join(", ");
  const facts = { ok: true, file, project, file_must_be: fileMustBe, set };
  io.out(
    args.flags.json ? `${JSON.stringify(facts)}\n` : `Nothing is wrong with ${read}: ${set} set.\n`,
  );
}

function wordOf({ words }: ConfigArgs, at: number, otherwise: string): string {
  if (words[at] === undefined) throw new WrongUse(otherwise);
  return words[at];
}

type Action = (io: Io, args: ConfigArgs) => void | Promise<void>;

const actions: Readonly<Record<string, Action>> = { show, path, get, set, check };

/** Shows and sets the settings. */
export const config = command({
  name: "config",
  summary: "show, check and set the settings",
  usage: "show|path|get KEY|set KEY VALUE|check",
  most: 3,
  choices: Object.keys(actions),
  about:
    "The settings come from squeezr.toml in the state folder, then the environment, then flags. They " +
    "are read when a proxy starts. Setting one keeps the file's comments and layout.",
  examples: [
    ["squeezr config show", "every setting, and who says so"],
    ["squeezr config get proxy.port", "one of them"],
    ["squeezr config set compression.threshold 1200", "leave shorter results alone"],
    ["squeezr config set compression.skip_tools Read,Glob", "a list"],
    ["squeezr config check", "say what is wrong, in the project's file too"],
  ],
  flags,
  async run(io, args) {
    const [action = "show"] = args.words;
    await actions[action](io, args);
    return 0;
  },
});
