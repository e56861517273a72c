import { bash } from "./bash.ts";
import type { Entry } from "./entries.ts";
import { fish } from "./fish.ts";
import { powershell } from "./powershell.ts";
import { zsh } from "./zsh.ts";

/** The script that completes what is typed in a shell, by the shell's name. */
export const scripts: Readonly<Record<string, (entries: readonly Entry[]) => string>> = {
  bash,
  zsh,
  fish,
  powershell,
};
