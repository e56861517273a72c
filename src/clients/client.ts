import type { Api } from "../config/upstream.ts";
import type { Dialect } from "./dialects.ts";

/** What a client's settings depend on. Reading it here, and nowhere else, keeps the clients themselves testable. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working directory. */
  readonly cwd: string;
  /** The user's home folder. */
  readonly home: string;
  /** As node names it: `linux`, `darwin`, `win32`. */
  readonly platform: string;
  /** A file's bytes; nothing where there is no such file, or none that can be read. */
  read(file: string): Uint8Array | undefined;
}

/** What a client calls an API's base URL: the address that leads to the API, and the path that the client wants behind it. */
export interface Base {
  /** A built-in upstream. */
  readonly upstream: Api;
  /** Such as `/v1`; empty where the client puts the version in front of each path itself. */
  readonly path: string;
}

/** The URL that a base has. `http://127.0.0.1:8080` and `/v1` are `http://127.0.0.1:8080/v1`. */
export type UrlOf = (base: Base) => string;

/** What a variable or a place in a file is to hold: a base URL, or a word that is always the same. */
export type Holds =
  | { readonly base: Base }
  | { readonly word: string }
  /** A text around several base URLs. */
  | { readonly text: (urlOf: UrlOf) => string };

/** A variable of the environment that a client reads. */
export interface Variable {
  readonly name: string;
  readonly holds: Holds;
}

/** How a file of settings is written: one that is read whole, or lines that set variables. */
export type Form = "json" | "toml" | Dialect;

/** Who a file of settings speaks for. Only those of the user are ever written. */
export type Scope = "user" | "project" | "managed";

/** A place in a file of settings that a client reads. */
export interface Place {
  readonly file: string;
  readonly form: Form;
  readonly scope: Scope;
  /** From the outermost name to the innermost. */
  readonly key: readonly string[];
  readonly holds: Holds;
}

/** How somebody starts a client. */
export interface Scene {
  /** The client's own arguments. */
  readonly args: readonly string[];
  /** Somebody sits before it. */
  readonly terminal: boolean;
}

/** All there is to know about one client: where its settings are and how it is pointed at a proxy. */
export interface Client {
  /** As it is typed: `squeezr setup claude`. */
  readonly name: string;
  /** As its makers write it. */
  readonly title: string;
  /** The commands that start it. */
  readonly programs: readonly string[];
  /** What npx and its like know it by. */
  readonly packages: readonly string[];
  /** Words among its arguments that go on with an earlier conversation. */
  readonly resumes: readonly string[];
  /** What shows that somebody has used it here. */
  traces(machine: Machine): readonly string[];
  /** What it reads from the environment. */
  variables(machine: Machine): readonly Variable[];
  /** What it reads from files; where two say the same, the later one wins. */
  places(machine: Machine): readonly Place[];
  /** Whether its files win over the environment. */
  readonly first: "files" | "environment";
  /** Arguments, right after its name, that win over files and environment for one run. */
  args(machine: Machine, urlOf: UrlOf): readonly string[];
  /** Why it can't be led through a proxy in this scene; nothing where it can. */
  bar(machine: Machine, scene: Scene): string | undefined;
  /** What has to be known, as sentences; such as a login that can't be led through a proxy. */
  notes(machine: Machine): readonly string[];
}

/** What most clients don't have. */
export const plain = {
  packages: [],
  resumes: [],
  traces: () => [],
  variables: () => [],
  places: () => [],
  first: "environment",
  args: () => [],
  bar: () => undefined,
  notes: () => [],
} as const satisfies Partial<Client>;
