import type { Machine } from "../../../clients/client.ts";
import type { Config } from "../../../config/config.ts";
import type { Io } from "../io.ts";
import type { Survey } from "../survey.ts";

/** What an examination found. */
export interface Finding {
  /** What was looked at, in a word or two. */
  readonly name: string;
  /** `warn`: it works, and not as well as it could. */
  readonly state: "ok" | "warn" | "fail";
  readonly text: string;
  /** The one thing to do. */
  readonly todo?: string;
}

/** What there is to examine. */
export interface Patient {
  readonly io: Io;
  /** Those that hold, or the defaults where they can't be read. */
  readonly config: Config;
  /** The state folder. */
  readonly home: string | undefined;
  /** Nothing where the user has no home folder. */
  readonly machine: Machine | undefined;
  readonly survey: Survey;
  /** What the upstreams answered, by name; nothing where nobody is to be asked. */
  readonly calls: readonly Call[] | undefined;
}

/** A call without credentials at an upstream. */
export interface Call {
  readonly name: string;
  readonly url: string;
  /** Any HTTP status is an answer. */
  readonly came:
    | { readonly kind: "answer"; readonly status: number; readonly date: string | null }
    | { readonly kind: "none"; readonly reason: string };
}

/** Looks at one thing. */
export type Examine = (patient: Patient) => readonly Finding[] | Promise<readonly Finding[]>;

/** Everything is as it should be. */
export function ok(name: string, text: string): Finding {
  return { name, state: "ok", text };
}

/** It works, and not as well as it could. */
export function warn(name: string, text: string, todo?: string): Finding {
  return { name, state: "warn", text, todo };
}

/** It does not work. */
export function fail(name: string, text: string, todo?: string): Finding {
  return { name, state: "fail", text, todo };
}
