import { claude } from "./claude.ts";
import type { Client } from "./client.ts";
import { codex } from "./codex.ts";
import { gemini } from "./gemini.ts";
import { opencode } from "./opencode.ts";
import { aider, sdk } from "./sdk.ts";

/** Every client that is known by name. */
export const clients: readonly Client[] = [claude, codex, gemini, opencode, aider];

/** The client that a command starts; any other program is taken to be one on a vendor's SDK. */
export function clientOf(command: string): Client {
  const name = command.split(/[\\/]/).at(-1)!.toLowerCase().replace(/\.(exe|cmd|ps1|bat)$/, "");
  return clients.find(({ programs }) => programs.includes(name)) ?? sdk;
}
