import { command, jsonFlag } from "./kit/command.ts";
import { clientNames } from "./kit/setup/names.ts";
import { WrongUse } from "./kit/failure.ts";

/** Points clients at the proxy. */
export const setup = command({
  name: "setup",
  summary: "point the clients on this machine at the proxy",
  usage: "[CLIENT...]",
  most: 9,
  choices: clientNames,
  about:
    "Shows what it would write into the clients' own settings, asks, keeps a copy, and changes these " +
    "values alone. An address that was set before is kept: the proxy goes on to it for that client. " +
    "Clients: claude, codex, gemini, opencode; bash, zsh, fish and powershell set the variables of " +
    "everything that is started from them.",
  examples: [
    ["squeezr setup", "every client that is found here"],
    ["squeezr setup claude --yes", "one of them, without being asked"],
    ["squeezr setup zsh", "the shell's profile, for what reads the environment alone"],
    ["squeezr setup --dry-run", "show what would be written"],
    ["squeezr setup --service", "let the system run the proxy, and start it again when it fails"],
  ],
  flags: {
    yes: { type: "boolean", short: "y", doc: "write without asking" },
    "dry-run": { type: "boolean", doc: "show what would be written, and write nothing" },
    service: { type: "boolean", doc: "put up a service that runs the proxy from each login on" },
    port: {
      type: "string",
      value: "N",
      doc: "the port of the proxy, where the settings say another",
    },
    json: jsonFlag,
  },
  async run(io, { flags, words }) {
    if (flags.service && words.length > 0) {
      throw new WrongUse("--service takes no clients: set them up apart");
    }
    // What only this command needs must not take part in the start of every other.
    if (flags.service) return await (await import("./kit/service/change.ts")).putUp(io, flags);
    return await (await import("./kit/setup/set_up.ts")).setUp(io, flags, words);
  },
});
