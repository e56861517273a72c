import { resolve } from "node:path";
import type { Config } from "../config/config.ts";
import { userFolderOf } from "../config/home.ts";
import { pricesWith } from "../billing/prices.ts";
import type { Playing } from "../replay/play.ts";
import type { Trouble } from "../replay/session.ts";
import type { Found } from "../replay/sources/files.ts";
import { plural } from "../text/plural.ts";
import { command, configFlag, jsonFlag } from "./kit/command.ts";
import { Failure, WrongUse } from "./kit/failure.ts";
import type { Io } from "./kit/io.ts";
import type { Replayed } from "./kit/replay_screen.ts";
import { settingsOf } from "./kit/settings.ts";

/** Logs of clients are looked at so far back, unless another span is asked for. */
const USUAL_DAYS = 7;
const DAY = 86_400_000;
/** Between two lines that say how far it is, in milliseconds. */
const PAUSE = 2000;

/** Where clients keep their logs. */
function logFolders({ env, cwd }: Io): string[] {
  const user = userFolderOf(env, cwd);
  const at = (named: string | undefined, folder: string, inside: string) =>
    named ? [resolve(cwd, named, inside)] : user ? [resolve(user, folder, inside)] : [];
  return [
    ...at(env.CLAUDE_CONFIG_DIR, ".claude", "projects"),
    ...at(env.CODEX_HOME, ".codex", "sessions"),
  ];
}

/** What is to be replayed, and how far back. */
interface Wanted {
  readonly paths: readonly string[];
  readonly days: number;
  /** Nobody named a place: what is not there is no trouble. */
  readonly isUsual: boolean;
}

function wantedOf(io: Io, words: readonly string[], days: string | undefined): Wanted {
  if (days !== undefined && !(/^\d+$/.test(days) && Number(days) > 0)) {
    throw new WrongUse(`--days takes a whole number, 1 or more; received "${days}"`);
  }
  const isUsual = words.length === 0;
  return {
    paths: isUsual ? logFolders(io) : words.map((word) => resolve(io.cwd, word)),
    days: days === undefined ? isUsual ? USUAL_DAYS : Infinity : Number(days),
    isUsual,
  };
}

async function filesFor(
  io: Io,
  { paths, days, isUsual }: Wanted,
  tell: (trouble: Trouble) => void,
): Promise<Found[]> {
  const { filesIn } = await import("../replay/sources/files.ts");
  const quietly = (trouble: Trouble) => {
    if (!(isUsual && paths.includes(trouble.file))) tell(trouble);
  };
  const since = io.now() - days * DAY;
  const found = paths.flatMap((path) => filesIn(path, quietly));
  // A file that is named beside its folder is billed once.
  const files = [...new Map(found.map((each) => [each.file, each])).values()];
  const recent = files.filter(({ changed }) => changed >= since);
  if (recent.length > 0) return recent;
  if (files.length > 0) {
    throw new Failure(
      `no session was written to in the last ${days} ${plural(days, "day")}: ` +
        `look further back with --days, such as --days ${days * 10}`,
    );
  }
  throw new Failure(
    `there are no sessions in ${paths.join(" and ")}: name a file or a folder, or record some ` +
      `with "squeezr start --record DIR"`,
  );
}

/** Plays every file, and says now and then how far it is. */
async function replayAll(
  io: Io,
  files: readonly Found[],
  playing: Omit<Playing, "step">,
  tell: (trouble: Trouble) => void,
): Promise<Replayed[]> {
  const { play } = await import("../replay/play.ts");
  const { sessionIn } = await import("../replay/sources/files.ts");
  const replayed: Replayed[] = [];
  const known = new Set<string>();
  let requests = 0;
  let told = io.now();
  for (const [i, { file }] of files.entries()) {
    const session = sessionIn(file, known, tell);
    if (session === undefined) continue;
    const step = () => {
      requests++;
      if (io.now() - told < PAUSE) return;
      told = io.now();
      io.err(`squeezr: file ${i + 1} of ${files.length}, ${requests} requests\n`);
    };
    const bill = await play(session, { ...playing, step });
    if (bill.requests > 0) replayed.push({ file, session, bill });
  }
  return replayed;
}

/** Says what recorded sessions would have cost. */
export const replay = command({
  name: "replay",
  summary: "show what past sessions would have cost",
  usage: "[FILE|DIR...]",
  most: 20,
  about:
    "Reads recordings (squeezr start --record DIR) and the session logs of Claude Code and Codex, " +
    "without a name those of the last 7 days in their usual folders. Sends each request through a " +
    "proxy of its own in this process, with your settings and the project's .squeezr.toml, and " +
    "bills what came in and what would have gone up by the provider's caching rules, its prices and " +
    "the session's own times. Nothing is sent or stored. Tokens are estimates, held to what the " +
    "provider counted where the log says so; calls for originals, which a log can't know, are not in it.",
  examples: [
    ["squeezr replay", "the last 7 days of Claude Code and Codex"],
    ["squeezr replay --days 30", "the last 30"],
    ["squeezr replay ~/.claude/projects/-home-me-app", "all sessions of one project"],
    ["squeezr replay ~/recorded --json", "recordings, as facts for a script"],
  ],
  flags: {
    days: { type: "string", value: "N", doc: "leave out files that are older" },
    config: configFlag,
    json: jsonFlag,
  },
  async run(io, { flags, words }) {
    const { config } = settingsOf(io, { config: flags.config }, true);
    const off = switchedOff(config);
    if (off) io.err(`squeezr: your settings shorten nothing: ${off}\n`);
    const troubles: Trouble[] = [];
    const tell = (trouble: Trouble) => {
      troubles.push(trouble);
      io.err(`squeezr: ${lineOf(trouble)}\n`);
    };
    const files = await filesFor(io, wantedOf(io, words, flags.days), tell);
    const prices = pricesWith(config.prices);
    const replayed = await replayAll(io, files, { config, prices }, tell);
    if (replayed.length === 0) {
      throw new Failure(
        `no requests of a model could be read from ${files.length} ${plural(files.length, "file")}`,
      );
    }
    const { replayFacts, replayScreen } = await import("./kit/replay_screen.ts");
    io.out(
      flags.json
        ? `${JSON.stringify(replayFacts(replayed, troubles), undefined, 2)}\n`
        : replayScreen(replayed),
    );
    return 0;
  },
});

/** The setting by which nothing is shortened; without a word of it a bill that saves nothing would mislead. */
function switchedOff({ compression: { enabled, dry_run } }: Config): string | undefined {
  if (!enabled) return "compression.enabled is false";
  return dry_run ? "compression.dry_run is true" : undefined;
}

function lineOf({ file, line, what }: Trouble): string {
  return `${file}${line === undefined ? "" : `, line ${line}`}: ${what}; passed over`;
}
