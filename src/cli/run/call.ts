import type { Started } from "../../clients/list.ts";
import { urlOf } from "../kit/ask.ts";
import type { Io } from "../kit/io.ts";
import { directVariables } from "../kit/lead.ts";
import type { Prepared } from "./prepare.ts";

/** A command: its words, and the variables that it gets. */
export interface Call {
  readonly words: readonly string[];
  readonly env: Io["env"];
}

/** The command as it was typed, or led through the proxy that stands ready for it. */
export function callOf(
  io: Io,
  typed: readonly string[],
  { words }: Started,
  prepared: Prepared,
): Call {
  if (prepared.kind !== "led") return { words: typed, env: io.env };
  const { kept, lead } = prepared;
  const { run } = kept.now();
  const url = urlOf(run);
  const env = { ...io.env, ...directVariables(io.env), ...lead.environment(url) };
  return {
    words: [...typed.slice(0, words), ...lead.args(url), ...typed.slice(words)],
    env: { ...env, SQUEEZR_PORT: String(run.port) },
  };
}
