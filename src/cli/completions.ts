import { type Command, command } from "./kit/command.ts";
import { WrongUse } from "./kit/failure.ts";

const SHELLS = ["bash", "zsh", "fish", "powershell"];

/** `completions`, which has to know all commands, itself among them. */
export function completionsOf(commands: () => readonly Command[]): Command {
  return command({
    name: "completions",
    summary: "print the script that completes it in a shell",
    usage: SHELLS.join("|"),
    most: 1,
    choices: SHELLS,
    examples: [
      ["squeezr completions bash", "into ~/.bash_completion, or by eval in ~/.bashrc"],
      [
        "squeezr completions zsh",
        "into _squeezr in a folder of fpath, or by eval in ~/.zshrc",
      ],
      ["squeezr completions fish", "into ~/.config/fish/completions"],
      ["squeezr completions powershell", "into the file that $PROFILE names"],
    ],
    flags: {},
    async run(io, { words: [shell] }) {
      if (shell === undefined) {
        throw new WrongUse(`completions needs a shell: ${SHELLS.join(", ")}`);
      }
      // What only this command needs must not take part in the start of every other.
      const { entriesOf } = await import("./kit/completions/entries.ts");
      const { scripts } = await import("./kit/completions/list.ts");
      io.out(scripts[shell](entriesOf(commands())));
      return 0;
    },
  });
}
