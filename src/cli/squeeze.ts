import { tokensOf } from "../text/tokens.ts";
import { idOf, md5 } from "../text/digest.ts";
import { shorten } from "../rules/list.ts";
import { command, configFlag, jsonFlag } from "./kit/command.ts";
import { WrongUse } from "./kit/failure.ts";
import { count } from "./kit/format.ts";
import { settingsOf } from "./kit/settings.ts";

/** What became of an output. */
interface Squeezed {
  readonly rule: string | null;
  readonly text: string;
  /** Estimated. */
  readonly tokens_before: number;
  readonly tokens_after: number;
}

/** Shows what the rules make of an output, with no proxy. */
export const squeeze = command({
  name: "squeeze",
  summary: "show what the rules make of an output, and what that saves",
  usage: "< FILE",
  most: 0,
  about: "Reads the output on stdin, prints on stdout what would go up in its place, and says on " +
    "stderr which rule ran and what it saves. Tokens are estimated. Nothing is stored or sent.",
  examples: [
    ["squeezr squeeze --command 'git diff' < diff.txt", "a diff"],
    ["squeezr squeeze --command 'npm test' < out.txt", "a test run"],
    ["squeezr squeeze --tool Grep --command x < out.txt", "what a search tool gave"],
  ],
  flags: {
    command: { type: "string", value: "TEXT", doc: "the command, path or query of the call" },
    tool: { type: "string", value: "NAME", doc: "the tool that was called (Bash)" },
    lossless: {
      type: "boolean",
      doc: "run only rules that lose nothing, as where no original can be asked for",
    },
    config: configFlag,
    json: jsonFlag,
  },
  async run(io, { flags }) {
    if (flags.command === undefined) {
      throw new WrongUse("squeeze needs --command, such as --command 'git diff'");
    }
    const { config } = settingsOf(io, { config: flags.config }, true);
    const original = new TextDecoder().decode(await io.input());
    const id = idOf(md5(original));
    const short = shorten(
      { tool: flags.tool ?? "Bash", command: flags.command, text: original },
      (what) => `[${what}; squeezr_expand("${id}")]`,
      new Set(config.compression.disabled_rules),
      flags.lossless ?? false,
      config.rules,
    );
    const squeezed: Squeezed = {
      rule: short?.rule ?? null,
      text: short?.text ?? original,
      tokens_before: tokensOf(original),
      tokens_after: tokensOf(short?.text ?? original),
    };
    if (flags.json) io.out(`${JSON.stringify(squeezed)}\n`);
    else {
      io.out(squeezed.text);
      io.err(`${said(squeezed)}\n`);
    }
    return 0;
  },
});

function said({ rule, tokens_before, tokens_after }: Squeezed): string {
  if (rule === null) return `squeezr: no rule shortens it (${count(tokens_before)} tokens)`;
  const saved = Math.round(100 * (1 - tokens_after / tokens_before));
  return `squeezr: ${rule}: ${count(tokens_before)} -> ${
    count(tokens_after)
  } tokens, ${saved} % fewer`;
}
