import { command, jsonFlag } from "./kit/command.ts";
import { clientNames } from "./kit/setup/names.ts";
import { WrongUse } from "./kit/failure.ts";

/** Takes out of the clients' settings what `setup` wrote there. */
export const unsetup = command({
  name: "unsetup",
  summary: "take out of clients' settings what setup wrote there",
  usage: "[CLIENT...]",
  most: 9,
  choices: clientNames,
  about:
    "A file that nobody else changed since becomes what it was, byte for byte; of any other only our " +
    "values are taken out. An address that was set before is put back. Without names: all clients.",
  examples: [
    ["squeezr unsetup", "all that was set up, after a question"],
    ["squeezr unsetup --service", "the service"],
    ["squeezr unsetup codex --yes", "one client, without being asked"],
  ],
  flags: {
    yes: { type: "boolean", short: "y", doc: "write without asking" },
    "dry-run": { type: "boolean", doc: "show which files would change, and write nothing" },
    service: { type: "boolean", doc: "take away the service that setup --service put up" },
    json: jsonFlag,
  },
  async run(io, { flags, words }) {
    if (flags.service && words.length > 0) {
      throw new WrongUse("--service takes no clients: take them out apart");
    }
    // What only this command needs must not take part in the start of every other.
    if (flags.service) return await (await import("./kit/service/change.ts")).takeAway(io, flags);
    return await (await import("./kit/setup/take_out.ts")).takeOut(io, flags, words);
  },
});
