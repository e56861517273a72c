import { join } from "node:path";
import { anyProgram } from "./any.ts";
import { type Client, type Machine, plain } from "./client.ts";
import type { Dialect } from "./dialects.ts";

interface Shell {
  readonly name: string;
  readonly dialect: Dialect;
  /** The profile that each new shell of a user reads. */
  file(machine: Machine): string;
}

const kinds: readonly Shell[] = [
  {
    name: "bash",
    dialect: "sh",
    // Terminals of macOS start login shells, which read this one and not the other.
    file: ({ home, platform }) => join(home, platform === "darwin" ? ".bash_profile" : ".bashrc"),
  },
  {
    name: "zsh",
    dialect: "sh",
    file: ({ home, env }) => join(env.ZDOTDIR || home, ".zshrc"),
  },
  {
    name: "fish",
    dialect: "fish",
    file: ({ home, env }) =>
      join(env.XDG_CONFIG_HOME || join(home, ".config"), "fish", "conf.d", "squeezr.fish"),
  },
  {
    name: "powershell",
    dialect: "powershell",
    file: ({ home, platform }) => {
      const folder = platform === "win32"
        ? join(home, "Documents", "PowerShell")
        : join(home, ".config", "powershell");
      return join(folder, "Microsoft.PowerShell_profile.ps1");
    },
  },
];

function clientOf({ name, dialect, file }: Shell): Client {
  return {
    ...plain,
    name,
    title: `${name}'s profile`,
    programs: [],
    variables: anyProgram.variables,
    places: (machine) =>
      anyProgram.variables(machine).map(({ name, holds }) => ({
        file: file(machine),
        form: dialect,
        scope: "user",
        key: [name],
        holds,
      })),
    notes: (machine) => [
      ...anyProgram.notes(machine),
      "it holds in shells that are opened from now on, for every program in them",
    ],
  };
}

/** The profiles of shells, for whatever reads its base URL from the environment alone. */
export const shells: readonly Client[] = kinds.map(clientOf);

/** The shell that somebody works in, as the environment says. */
export function shellOf({ env, platform }: Machine): Client | undefined {
  const name = env.SHELL?.split("/").at(-1) ?? (platform === "win32" ? "powershell" : "");
  return shells.find((shell) => shell.name === name);
}
