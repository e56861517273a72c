import { accessSync, constants, readdirSync, statfsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { placesOf } from "../../../config/home.ts";
import { Failure } from "../failure.ts";
import { size } from "../format.ts";
import { keptBook } from "../glossary.ts";
import { withLedger } from "../ledger.ts";
import { type Examine, fail, type Finding, ok, type Patient, warn } from "./finding.ts";

function codeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return code;
}

/** Files and folders that somebody else could read. */
function openTo(home: string): string[] {
  const inside = readdirSync(home).map((name) => join(home, name));
  const run = inside.includes(placesOf(home).run)
    ? readdirSync(placesOf(home).run).map((name) => join(placesOf(home).run, name))
    : [];
  return [home, ...inside, ...run].filter((path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats !== undefined && (stats.mode & 0o077) !== 0;
  });
}

function rightsIn(home: string, platform: string): Finding {
  const open = platform === "win32" ? [] : openTo(home);
  // Behind a folder that is closed nothing can be read, whatever its own rights.
  if (!open.includes(home)) return ok("state folder", home);
  return warn("state folder", `${home} can be read by others`, `chmod 700 ${home}`);
}

/** The nearest folder above that is there: a folder that isn't there yet is made in it. */
function standingAbove(path: string): string {
  const above = dirname(path);
  const isThere = above === path || statSync(above, { throwIfNoEntry: false }) !== undefined;
  return isThere ? above : standingAbove(above);
}

/** Whether what has to outlive the proxy can be kept. */
export const folder: Examine = ({ home, machine }) => {
  const lost =
    "what was sent is forgotten when the proxy ends, and signed conversations end with it";
  if (home === undefined) {
    return [warn("state folder", `there is none: ${lost}`, "set SQUEEZR_HOME to a folder")];
  }
  try {
    if (!statSync(home, { throwIfNoEntry: false })) {
      accessSync(standingAbove(home), constants.W_OK | constants.X_OK);
      return [ok("state folder", `${home} is made at the first start`)];
    }
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
    readdirSync(home);
    return [rightsIn(home, machine?.platform ?? "")];
  } catch (error) {
    return [
      warn(
        "state folder",
        `${home} can't be written (${codeOf(error)}): ${lost}`,
        "set SQUEEZR_HOME to a folder that can be written",
      ),
    ];
  }
};

/** Whether what was sent can be read back. */
export const ledger: Examine = ({ io, home, config }) => {
  if (!config.ledger.enabled) {
    return [
      warn(
        "ledger",
        "it is turned off: what was sent is forgotten when the proxy ends",
        "squeezr config set ledger.enabled true",
      ),
    ];
  }
  if (home === undefined) return [];
  try {
    withLedger(io, undefined, () => undefined);
    const stats = statSync(placesOf(home).ledger, { throwIfNoEntry: false });
    return [ok("ledger", stats ? size(stats.size) : "nothing was sent yet")];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [fail("ledger", error.message, "squeezr ledger show")];
  }
};

/** Whether the names in the glossary can be read. */
export const glossary: Examine = ({ home }) => {
  if (home === undefined) return [];
  try {
    return [ok("glossary", `${keptBook(home).entries.length} names`)];
  } catch (error) {
    const problem = error instanceof Failure ? error.message : codeOf(error);
    return [warn("glossary", `${problem}: the next start sets a damaged file aside`)];
  }
};

/** Room for the ledger and the log, in bytes. */
const TIGHT = 1024 ** 3;
const FULL = 64 * 1024 ** 2;

/** Whether there is room on the disk of the state folder. */
export const disk: Examine = ({ home }) => {
  const free = home === undefined ? undefined : freeAt(home);
  if (free === undefined) return [];
  const text = `${size(free)} free`;
  if (free >= TIGHT) return [ok("disk", text)];
  const todo = "make room, or take a smaller ledger: squeezr config set ledger.max_bytes 100000000";
  return [free < FULL ? fail("disk", text, todo) : warn("disk", text, todo)];
};

function freeAt(home: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(
      statSync(home, { throwIfNoEntry: false }) ? home : standingAbove(home),
    );
    return bavail * bsize;
  } catch (error) {
    codeOf(error);
    return undefined;
  }
}

/** A folder that isn't there yet can be read as well as an empty one. */
function canBeRead(home: string): boolean {
  try {
    const stats = statSync(home, { throwIfNoEntry: false });
    if (stats === undefined) return true;
    accessSync(home, constants.R_OK | constants.X_OK);
    return stats.isDirectory();
  } catch (error) {
    codeOf(error);
    return false;
  }
}

/** All that concerns the state folder. */
export const stateOf: Examine = async (patient: Patient) => {
  const { home } = patient;
  const inside = home !== undefined && canBeRead(home) ? [ledger, glossary] : [];
  const findings = await Promise.all([folder, ...inside, disk].map((examine) => examine(patient)));
  return findings.flat();
};
