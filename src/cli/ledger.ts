import { plural } from "../text/plural.ts";
import { type Args, command, type Flags, jsonFlag } from "./kit/command.ts";
import { Failure, WrongUse } from "./kit/failure.ts";
import { count, size } from "./kit/format.ts";
import type { Io } from "./kit/io.ts";
import { DAY, withLedger } from "./kit/ledger.ts";
import { settingsOf } from "./kit/settings.ts";

const flags = {
  json: jsonFlag,
  days: {
    type: "string",
    value: "N",
    doc: "prune: forget conversations unused for N days (ledger.days)",
  },
  yes: { type: "boolean", doc: "clear: even when conversations of the last day need it" },
} as const satisfies Flags;

type LedgerArgs = Args<typeof flags>;

const NONE = "There is no ledger yet: it is written with the first request.\n";

async function show(io: Io, { flags }: LedgerArgs): Promise<void> {
  const found = withLedger(io, undefined, (ledger) => ({
    ...ledger.stats(),
    conversations: ledger.conversations(),
    problem: ledger.problem,
  }));
  const { entries = 0, bytes = 0, conversations = [], problem } = found ?? {};
  if (flags.json) {
    io.out(`${JSON.stringify({ entries, bytes, conversations, problem })}\n`);
    return;
  }
  if (problem !== undefined) io.err(`${problem}\n`);
  const { conversationGrid } = await import("./kit/conversations.ts");
  io.out(
    found === undefined
      ? NONE
      : `${conversations.length} ${plural(conversations.length, "conversation")}, ` +
        `${count(entries)} ${plural(entries, "result")}, ${size(bytes)}\n` +
        (conversations.length > 0 ? conversationGrid(io, conversations) : ""),
  );
}

function daysOf({ flags }: LedgerArgs): number | undefined {
  if (flags.days === undefined) return undefined;
  if (/^\d{1,6}$/.test(flags.days) && Number(flags.days) > 0) return Number(flags.days);
  throw new WrongUse(`--days must be a whole number, 1 or more; received "${flags.days}"`);
}

function dropped(io: Io, { flags }: LedgerArgs, conversations: number): void {
  io.out(
    flags.json
      ? `${JSON.stringify({ forgotten: conversations })}\n`
      : `Forgot ${conversations} ${plural(conversations, "conversation")}.\n`,
  );
}

function prune(io: Io, args: LedgerArgs): void {
  const now = io.now();
  const bounds = settingsOf(io, {}, false).config.ledger;
  const before = now - (daysOf(args) ?? bounds.days) * DAY;
  const maxBytes = bounds.max_bytes;
  dropped(io, args, withLedger(io, 0, (ledger) => ledger.prune({ now, before, maxBytes })));
}

async function clear(io: Io, args: LedgerArgs): Promise<void> {
  const bound = withLedger(io, [], (ledger) => ledger.signedSince(io.now() - DAY));
  const { boundLines } = await import("./kit/conversations.ts");
  if (bound.length > 0 && !args.flags.yes) {
    throw new Failure(
      `${
        boundLines(io, bound)
      }They could not go on without the ledger. To clear it all the same: --yes`,
    );
  }
  if (bound.length > 0) io.err(`${boundLines(io, bound)}They can't go on from here.\n`);
  dropped(io, args, withLedger(io, 0, (ledger) => ledger.clear()));
}

const actions: Readonly<Record<string, (io: Io, args: LedgerArgs) => void | Promise<void>>> = {
  show,
  prune,
  clear,
};

/** Shows and drops what was sent. */
export const ledger = command({
  name: "ledger",
  summary: "show, prune or clear what is known of conversations",
  usage: "show|prune|clear",
  most: 1,
  choices: Object.keys(actions),
  about:
    "The ledger holds what was sent for each result, so that it goes up in the same form again. A " +
    "conversation whose entry is gone goes on as one that began elsewhere: its prompt cache is lost once, " +
    "and where it holds signed thinking over shortened results the model refuses it.",
  examples: [
    ["squeezr ledger show", "the conversations, the latest first"],
    ["squeezr ledger prune --days 30", "forget those unused for 30 days"],
    ["squeezr ledger clear", "forget all; asks for --yes where that would end one of the last day"],
  ],
  flags,
  async run(io, args) {
    const [action] = args.words;
    if (action === undefined) throw new WrongUse("ledger takes show, prune or clear");
    await actions[action](io, args);
    return 0;
  },
});
