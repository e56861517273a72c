import type { Machine } from "./client.ts";

/** A machine with these files and nothing else, at `/home/me`. */
export function machineWith(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Machine {
  return {
    env,
    cwd: "/home/me/work",
    home: "/home/me",
    platform: "linux",
    read: (file) => Object.hasOwn(files, file) ? new TextEncoder().encode(files[file]) : undefined,
  };
}
