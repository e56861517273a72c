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
    examples: [
      ["squeezr help start", "all about start"],
      ["squeezr help --man > squeezr.1", "the manual page of all commands, for man"],
    ],
    flags: { man: { type: "boolean", doc: "print the manual page" } },
    async run(io, { flags, words: [name] }) {
      if (flags.man) {
        // What only this needs must not take part in the start of every command.
        const { manualOf } = await import("./kit/manual.ts");
        io.out(manualOf(commands()));
        return 0;
      }
      const text = name === undefined
        ? overview(commands(), io.width)
        : helpOf(commandOf(name, commands()), io.width);
      io.out(text);
      return 0;
    },
  });
}
