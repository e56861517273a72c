import { type Command, command } from "./kit/command.ts";
import { helpOf, overview } from "./kit/help.ts";
import { commandOf } from "./kit/run.ts";

/** `help`, which has to know all commands, itself among them. */
export function helpAbout(commands: () => readonly Command[]): Command {
  return command({
    name: "help",
    summary: "say what there is, or all about one command",
    usage: "[COMMAND]",
    most: 1,
    examples: [["squeezr help start", "all about start"]],
    flags: {},
    run(io, { words: [name] }) {
      const text = name === undefined
        ? overview(commands(), io.width)
        : helpOf(commandOf(name, commands()), io.width);
      io.out(text);
      return Promise.resolve(0);
    },
  });
}
