import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { Fields } from "../../src/demo/values.ts";

/** What a tool gave back. */
export interface Outcome {
  readonly text: string;
  readonly isError: boolean;
}

const string = { type: "string" };

function toolOf(name: string, description: string, properties: Fields): Fields {
  return {
    name,
    description,
    input_schema: { type: "object", properties, required: Object.keys(properties).slice(0, 1) },
  };
}

/** The tools that the recorded agent has. */
export const TOOLS: readonly Fields[] = [
  toolOf("bash", "Runs a shell command in the project's folder and returns its output.", {
    command: string,
  }),
  toolOf("read_file", "Returns the text of a file.", { path: string }),
  toolOf("list", "Lists a folder; folders end in a slash.", { path: string }),
  toolOf("edit", "Replaces the first occurrence of a text in a file.", {
    path: string,
    old: string,
    new: string,
  }),
];

/** Runs a command as an agent's shell does: in colour, both outputs in one. */
function bash(folder: string, command: string): Outcome {
  const path = [dirname(Deno.execPath()), process.env.PATH].join(delimiter);
  const { status, stdout } = spawnSync("bash", ["-c", `exec 2>&1; ${command}`], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PATH: path, FORCE_COLOR: "1", GIT_PAGER: "cat" },
  });
  return status === 0
    ? { text: stdout, isError: false }
    : { text: `Exit code ${status}\n${stdout}`, isError: true };
}

function listed(path: string): string {
  const names = readdirSync(path).filter((name) => name !== ".git").sort();
  return names.map((name) => (statSync(join(path, name)).isDirectory() ? `${name}/` : name))
    .join("\n");
}

function edited(path: string, old: string, next: string): string {
  const text = readFileSync(path, "utf8");
  if (!text.includes(old)) throw new Error(`${path} does not say ${old}`);
  writeFileSync(path, text.replace(old, next));
  return "The file was changed.";
}

/** Executes one call in a folder, for real. */
export function execute(folder: string, tool: string, input: Fields): Outcome {
  const path = join(folder, String(input.path ?? ""));
  switch (tool) {
    case "bash":
      return bash(folder, String(input.command));
    case "read_file":
      return { text: readFileSync(path, "utf8"), isError: false };
    case "list":
      return { text: listed(path), isError: false };
    case "edit":
      return { text: edited(path, String(input.old), String(input.new)), isError: false };
    default:
      throw new Error(`there is no tool ${tool}`);
  }
}
