import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { plural } from "../text/plural.ts";
import type { Book } from "../memory/glossary/book.ts";
import { type Entry, numberOf, refOf } from "../memory/glossary/entry.ts";
import { printed, shown } from "../memory/glossary/form.ts";
import { type Args, command, type Flags, jsonFlag, portFlag } from "./kit/command.ts";
import { Failure, WrongUse } from "./kit/failure.ts";
import { bookIn, glossaryBook, onGlossary } from "./kit/glossary.ts";
import { ORDERS, sortedBy } from "./kit/glossary_orders.ts";
import type { Io } from "./kit/io.ts";

const flags = {
  json: jsonFlag,
  sort: {
    type: "string",
    value: "ORDER",
    doc: `list: by ${Object.keys(ORDERS).join(", ")} (saved)`,
  },
  limit: { type: "string", value: "N", doc: "list: no more than N (30; with --json all)" },
  port: portFlag,
} as const satisfies Flags;

type GlossaryArgs = Args<typeof flags>;

/** Entries shown where nothing else is said. */
const SHOWN = 30;

const EMPTY_YET =
  "The glossary is empty: names of glossary.min_length characters enter it that stand " +
  "glossary.min_occurrences times in one request.\n";

function limitOf({ flags }: GlossaryArgs): number {
  if (flags.limit === undefined) return flags.json ? Infinity : SHOWN;
  if (/^\d{1,9}$/.test(flags.limit)) return Number(flags.limit);
  throw new WrongUse(`--limit must be a whole number; received "${flags.limit}"`);
}

function orderOf({ flags: { sort = "saved" } }: GlossaryArgs): string {
  if (Object.hasOwn(ORDERS, sort)) return sort;
  throw new WrongUse(`--sort must be one of ${Object.keys(ORDERS).join(", ")}; received "${sort}"`);
}

async function list(io: Io, args: GlossaryArgs): Promise<void> {
  const [order, limit] = [orderOf(args), limitOf(args)];
  const book = await glossaryBook(io, args.flags.port);
  const entries = sortedBy(order, book.entries).slice(0, limit);
  if (args.flags.json) return printJson(io, shown({ ...book, entries }).entries);
  if (book.entries.length === 0) return io.out(EMPTY_YET);
  const { length } = book.entries;
  const { glossaryTable } = await import("./kit/glossary_table.ts");
  if (entries.length > 0) io.out(glossaryTable(entries, io.width, io.now()));
  const left = length - entries.length;
  if (left > 0) io.out(`  and ${left} more: --limit ${length}\n`);
}

/** `$P1`, and what a shell leaves of it or a hand writes: `P1`, `1`. */
function entryOf({ entries }: Book, typed: string): Entry {
  const digits = /^\$?P?(\d+)$/i.exec(typed)?.[1];
  const ref = refOf(Number(digits));
  if (numberOf(ref) === undefined) {
    throw new WrongUse(`"${typed}" is no ref: refs are P1, P2 and so on`);
  }
  const entry = entries.find((entry) => entry.ref === ref);
  if (entry) return entry;
  throw new Failure(`the glossary holds no ${ref}: see squeezr glossary list`);
}

async function show(io: Io, { flags, words: [, typed] }: GlossaryArgs): Promise<void> {
  if (typed === undefined) {
    throw new WrongUse("glossary show needs a ref, such as P1; a shell takes an unquoted $P1 away");
  }
  const book = await glossaryBook(io, flags.port);
  const entry = entryOf(book, typed);
  if (flags.json) {
    const [only] = shown({ ...book, entries: [entry] }).entries;
    return printJson(io, only);
  }
  const { entryCard } = await import("./kit/glossary_table.ts");
  io.out(entryCard(entry));
}

async function exportTo(io: Io, { flags, words: [, file] }: GlossaryArgs): Promise<void> {
  if (file === undefined) throw new WrongUse("glossary export needs a file, or - for stdout");
  const book = await glossaryBook(io, flags.port);
  if (file === "-") return io.out(printed(book));
  // What stands there may be a link or a device: it is written to, and not replaced.
  named(file, "write", () => writeFileSync(resolve(io.cwd, file), printed(book), { mode: 0o600 }));
  const { length } = book.entries;
  if (flags.json) return printJson(io, { exported: length });
  io.out(`Wrote ${length} ${plural(length, "name")} to ${file}.\n`);
}

async function importFrom(io: Io, { flags, words: [, file] }: GlossaryArgs): Promise<void> {
  if (file === undefined) throw new WrongUse("glossary import needs a file, or - for stdin");
  const bytes = file === "-"
    ? await io.input()
    : named(file, "read", () => readFileSync(resolve(io.cwd, file)));
  // It takes away the mark that some editors put before a text.
  const text = new TextDecoder().decode(bytes);
  const { entries } = bookIn(text, file === "-" ? "what came in" : file);
  const imported = await onGlossary(io, (glossary) => glossary.take(entries));
  const { added, known, renamed } = imported;
  if (flags.json) return printJson(io, imported);
  io.out(
    `Added ${added} ${plural(added, "name")}; ${known} ${known === 1 ? "was" : "were"} known.\n` +
      (renamed > 0 ? `${renamed} of them got other refs: theirs were given here before.\n` : ""),
  );
}

/** Does something to a file, and tells the user which one where that can't be. */
function named<T>(file: string, what: "read" | "write", work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Failure(`can't ${what} ${file} (${code})`);
  }
}

async function clear(io: Io, { flags }: GlossaryArgs): Promise<void> {
  const forgotten = await onGlossary(io, (glossary) => glossary.clear());
  if (flags.json) return printJson(io, { forgotten });
  io.out(
    forgotten === 0
      ? "There was nothing to forget.\n"
      : `Forgot ${forgotten} ${plural(forgotten, "name")}. Their refs are not given again.\n`,
  );
}

function printJson(io: Io, value: unknown): void {
  io.out(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** What each action does, and how many words may follow it. */
const actions: Readonly<
  Record<string, readonly [words: number, run: (io: Io, args: GlossaryArgs) => Promise<void>]>
> = {
  list: [0, list],
  show: [1, show],
  export: [1, exportTo],
  import: [1, importFrom],
  clear: [0, clear],
};

/** Shows the long names that stand often in requests. */
export const glossary = command({
  name: "glossary",
  summary: "show long paths and identifiers that requests repeat",
  usage: "list|show REF|export FILE|import FILE|clear",
  most: 2,
  choices: Object.keys(actions),
  about:
    "Each gets a short ref, which never means anything else. Requests are not changed by it: it " +
    "tells what is said over and over, and what a ref in its place would save. Keys and tokens are " +
    "left out. list, show and export ask the proxy where one runs, else they read glossary.json, " +
    "which several share; a running proxy takes over what import and clear change.",
  examples: [
    ["squeezr glossary list", "those that would save most"],
    ["squeezr glossary list --sort last --limit 10", "the ten seen last"],
    ["squeezr glossary show P1", "one of them, whole"],
    ["squeezr glossary export names.json", "to take them elsewhere"],
    ["squeezr glossary import names.json", "adds what is not known; known refs keep their meaning"],
  ],
  flags,
  async run(io, args) {
    const [action = "list", ...words] = args.words;
    const [most, run] = actions[action];
    if (words.length > most) throw new WrongUse(`glossary ${action}: what is "${words[most]}"?`);
    await run(io, args);
    return 0;
  },
});
