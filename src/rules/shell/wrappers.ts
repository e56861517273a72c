/** How a program that runs another one is called. */
interface Wrapper {
  /** Options that take the next word with them. */
  readonly valued: ReadonlySet<string>;
  /** How many words stand before the program that is run. */
  readonly operands: number;
}

const wrapper = (valued = "", operands = 0): Wrapper => ({
  valued: new Set(valued.split(" ")),
  operands,
});

/** Programs that run the rest of their words as a command of its own. */
const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map([
  ["builtin", wrapper()],
  ["command", wrapper()],
  ["doas", wrapper("-u -C")],
  ["env", wrapper("-u --unset -C --chdir")],
  ["exec", wrapper("-a")],
  ["ionice", wrapper("-c -n --class --classdata")],
  ["nice", wrapper("-n --adjustment")],
  ["nohup", wrapper()],
  ["setsid", wrapper()],
  ["stdbuf", wrapper("-i -o -e")],
  ["sudo", wrapper("-u -g -h -p -C -D -R -T -U --user --group --host --prompt --chdir")],
  ["time", wrapper("-f -o --format --output")],
  ["timeout", wrapper("-k -s --kill-after --signal", 1)],
  ["unbuffer", wrapper()],
  ["xargs", wrapper("-a -d -E -I -L -n -P -s --arg-file --delimiter --max-args --max-procs")],
]);

/** Words of the shell itself that may stand before a program. */
const KEYWORDS = new Set(["!", "{", "do", "elif", "else", "if", "then", "until", "while"]);
const ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*\+?=/;

/** What `xargs` puts behind the words of its program. */
const FROM_INPUT = "{}";

/** The words of the program that does the work: without assignments, `sudo`, `timeout 5` and the like. */
export function unwrapped(words: readonly string[]): readonly string[] {
  let at = 0;
  let takesInput = false;
  while (at < words.length) {
    const wraps = WRAPPERS.get(nameOf(words[at]));
    if (wraps !== undefined) {
      const inner = programAt(words, at, wraps);
      // Called for itself (`time` alone, `env`), it is the program.
      if (inner >= words.length) break;
      takesInput ||= nameOf(words[at]) === "xargs";
      at = inner;
    } else if (KEYWORDS.has(words[at]) || ASSIGNMENT.test(words[at])) at++;
    else break;
  }
  return takesInput ? [...words.slice(at), FROM_INPUT] : words.slice(at);
}

/** The name of a program, without the folder it is in. */
export function nameOf(word: string): string {
  return word.slice(word.lastIndexOf("/") + 1);
}

function programAt(words: readonly string[], from: number, { valued, operands }: Wrapper): number {
  let at = from + 1;
  while (words[at]?.startsWith("-")) {
    const option = words[at++];
    if (option === "--") break;
    if (valued.has(option)) at++;
  }
  return at + operands;
}
