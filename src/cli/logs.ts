import { statSync } from "node:fs";
import { command } from "./kit/command.ts";
import { Failure, WrongUse } from "./kit/failure.ts";
import type { Io } from "./kit/io.ts";
import { placesHere } from "./kit/settings.ts";
import { bytesFrom, lastLines } from "./kit/tail.ts";

const USUAL = 50;
/** Between two looks at the file, in milliseconds. */
const PAUSE = 300;

/** Prints what is added, in the new file too once the old one is put aside. */
async function follow(io: Io, file: string): Promise<void> {
  const look = () => statSync(file, { throwIfNoEntry: false });
  let last = look();
  let at = last?.size ?? 0;
  while (await io.pause(PAUSE)) {
    const now = look();
    if (now === undefined) continue;
    if (now.ino !== last?.ino || now.size < at) at = 0;
    const bytes = bytesFrom(file, at);
    io.out(bytes);
    at += bytes.length;
    last = now;
  }
}

/** Prints the proxy's log. */
export const logs = command({
  name: "logs",
  summary: "print the log's end",
  usage: "",
  most: 0,
  about:
    "All proxies of a state folder write to one file; the number in brackets is the process id. It " +
    "holds no bodies, keys, header values and query strings.",
  examples: [
    ["squeezr logs -n 200", "the last 200 lines"],
    ["squeezr logs -f", "go on printing what is added, until Ctrl-C"],
  ],
  flags: {
    lines: { type: "string", short: "n", value: "N", doc: `how many lines (${USUAL})` },
    follow: { type: "boolean", short: "f", doc: "go on printing what is added" },
  },
  async run(io, { flags }) {
    const wanted = flags.lines ?? String(USUAL);
    if (!/^\d{1,9}$/.test(wanted)) {
      throw new WrongUse(`--lines must be a whole number; received "${wanted}"`);
    }
    const { log } = placesHere(io);
    const text = lastLines(log, Number(wanted));
    if (text === "" && Number(wanted) > 0 && !flags.follow) {
      throw new Failure(`there is no log yet: ${log} is written once a proxy was started`);
    }
    io.out(text);
    if (flags.follow) await follow(io, log);
    return 0;
  },
});
