import process from "node:process";
import { buildOf, version as ours } from "../config/version.ts";
import { command, jsonFlag } from "./kit/command.ts";

function runtime(): string {
  const { bun, deno, node } = process.versions;
  if (bun) return `bun ${bun}`;
  return deno ? `deno ${deno}` : `node ${node}`;
}

/** Says which squeezr this is. */
export const version = command({
  name: "version",
  summary: "say which version this is",
  usage: "",
  most: 0,
  examples: [["squeezr version --json", "with commit, runtime and platform, for a bug report"]],
  flags: { json: jsonFlag },
  run(io, { flags }) {
    const facts = {
      version: ours,
      ...buildOf(),
      runtime: runtime(),
      platform: `${process.platform} ${process.arch}`,
    };
    io.out(flags.json ? `${JSON.stringify(facts)}\n` : `${ours}\n`);
    return Promise.resolve(0);
  },
});
