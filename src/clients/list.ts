import { anyProgram } from "./any.ts";
import { claude } from "./claude.ts";
import type { Client } from "./client.ts";
import { codex } from "./codex.ts";
import { copilot } from "./copilot.ts";
import { gemini } from "./gemini.ts";
import { opencode } from "./opencode.ts";
import { aider, sdk } from "./sdk.ts";

/** Every client that is known by name. */
export const clients: readonly Client[] = [claude, codex, gemini, opencode, aider, copilot];

/** What starts a program, one of a registry mostly: the first word behind it that is no flag names that. */
const STARTERS = ["npx", "bunx", "pnpx", "cmd"];

function nameOf(word: string): string {
  return word.split(/[\\/]/).at(-1)!.toLowerCase().replace(/\.(exe|cmd|ps1|bat)$/, "");
}

/** The client that a command starts; any other program is taken to be one on a vendor's SDK. */
export function clientOf(command: string): Client {
  return clients.find(({ programs }) => programs.includes(nameOf(command))) ?? sdk;
}

/** The client that a command line starts, and how many of its words come before the client's own arguments. */
export interface Started {
  readonly client: Client;
  readonly words: number;
}

/** The client that a command line starts. */
export function startedBy(words: readonly string[]): Started {
  const name = nameOf(words[0] ?? "");
  const known = clients.find(({ programs }) => programs.includes(name));
  if (known) return { client: known, words: 1 };
  const at = words.findIndex((word, i) => i > 0 && !/^(-|\/c$)/i.test(word));
  const packed = STARTERS.includes(name) && at > 0 ? packageOf(words[at]) : undefined;
  const client = clients.find(({ packages, programs }) =>
    packed !== undefined && (packages.includes(packed) || programs.includes(packed))
  );
  return client ? { client, words: at + 1 } : { client: anyProgram, words: 1 };
}

/** `@openai/codex@0.169.0` is version 0.169.0 of `@openai/codex`. */
function packageOf(word: string): string {
  return word.replace(/(?<=.)@[^/]*$/, "");
}
