import { command, configFlag } from "./kit/command.ts";
import { WrongUse } from "./kit/failure.ts";

/** Runs a command with a proxy of its own. */
export const run = command({
  name: "run",
  summary: "run a command with a proxy of its own",
  usage: "[--] COMMAND [ARGUMENTS]",
  most: Infinity,
  passesOn: true,
  about:
    "The proxy takes a free port, is there for this command alone and ends with it. The command's " +
    "environment names it (Codex gets an argument); input, output, signals and exit code are the " +
    "command's own. Where the command was pointed at another base URL before, by its environment " +
    "or its settings, the proxy goes there, and that is said. If the proxy can't be started, the " +
    "command runs without it. Everything from the command's name on is passed to it.",
  examples: [
    ["squeezr run -- claude", "Claude Code, through a proxy"],
    ['squeezr run -- codex exec "fix the tests"', "with the login or the key that Codex has"],
    [
      "squeezr run --quiet -- npm run agent",
      "any program on a vendor's SDK; nothing said at its end",
    ],
  ],
  flags: {
    quiet: {
      type: "boolean",
      short: "q",
      doc: "say neither where the proxy goes nor what it saved",
    },
    config: configFlag,
  },
  async run(io, { flags, words }) {
    if (words.length === 0) throw new WrongUse('which command? Such as "squeezr run -- claude"');
    return await (await import("./run/attend.ts")).attend(io, flags, words);
  },
});
