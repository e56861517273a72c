import { accessSync, constants, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

/** Where things stand in the state folder. */
export interface Places {
  readonly config: string;
  readonly log: string;
  readonly ledger: string;
  readonly glossary: string;
  /** Rules of the user's own, a file each. */
  readonly rules: string;
  /** One file a running proxy. */
  readonly run: string;
  /** What was written into clients' settings, and their files from before. */
  readonly setup: string;
}

/** The state folder, where one can be named: a user without a home folder has none. */
export function homeOf(env: Env, cwd: string): string | undefined {
  if (env.SQUEEZR_HOME) return resolve(cwd, env.SQUEEZR_HOME);
  const user = userFolderOf(env, cwd);
  return user === undefined ? undefined : resolve(user, ".squeezr");
}

/** The user's own folder. */
export function userFolderOf(env: Env, cwd: string): string | undefined {
  const user = env.HOME || env.USERPROFILE || accountFolder();
  return user === undefined ? undefined : resolve(cwd, user);
}

function accountFolder(): string | undefined {
  try {
    return homedir() || undefined;
  } catch (error) {
    // A uid that is in no password file, as containers have it.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** The places in a state folder. */
export function placesOf(home: string): Places {
  return {
    config: join(home, "squeezr.toml"),
    log: join(home, "squeezr.log"),
    ledger: join(home, "ledger.db"),
    glossary: join(home, "glossary.json"),
    rules: join(home, "rules"),
    run: join(home, "run"),
    setup: join(home, "setup"),
  };
}

const REFUSED = ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOSPC", "ENOENT", "EDQUOT"];

/** Makes the state folder, for its owner alone; the reason where it can't be written. */
export function makeHome(home: string): string | undefined {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    mkdirSync(placesOf(home).run, { recursive: true, mode: 0o700 });
    accessSync(home, constants.W_OK);
    accessSync(placesOf(home).run, constants.W_OK);
    return undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined || !REFUSED.includes(code)) throw error;
    return `${home} can't be written (${code})`;
  }
}
