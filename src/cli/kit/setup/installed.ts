import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Client, Machine } from "../../../clients/client.ts";
import { clients } from "../../../clients/list.ts";

/** Whether a command can be found along PATH. */
function isOnPath(program: string, { env, platform }: Machine): boolean {
  const folders = (env.PATH ?? env.Path ?? "").split(delimiter).filter((folder) => folder !== "");
  const endings = platform === "win32" ? [".exe", ".cmd", ".ps1"] : [""];
  return folders.some((folder) =>
    endings.some((ending) => existsSync(join(folder, program + ending)))
  );
}

/** Whether a client is on this machine: it can be started, or it has left something. */
export function isInstalled(client: Client, machine: Machine): boolean {
  return client.programs.some((program) => isOnPath(program, machine)) ||
    client.traces(machine).some((file) => existsSync(file));
}

/** The clients on this machine. */
export function installedOn(machine: Machine): readonly Client[] {
  return clients.filter((client) => isInstalled(client, machine));
}
