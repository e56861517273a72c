import type { createProxy } from "../../src/proxy/proxy.ts";

/** The source under test: the one in this folder, or one with a rule broken. */
export interface Source {
  readonly create: typeof createProxy;
  /** A module of it, by its path under `src`. */
  module<T>(path: string): Promise<T>;
}

/** One change to the text of one file, which breaks a rule. `from` stands in it once. */
export interface Change {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** One rule as an example, and the proxies that break it: each of them must fail here. */
export interface Case {
  /** The point of the rule book. */
  readonly point: string;
  /** The rule as a sentence. */
  readonly says: string;
  readonly run: (source: Source) => Promise<void>;
  /** A wrong proxy is one change, or several at once. */
  readonly wrong: readonly (Change | readonly Change[])[];
}

/** A rule for answers that are streamed and for those that come whole; `wrong` may differ with it. */
export interface BothWays extends Pick<Case, "point" | "says"> {
  readonly run: (source: Source, stream: boolean) => Promise<void>;
  readonly wrong: Case["wrong"] | ((stream: boolean) => Case["wrong"]);
}

/** The rule for both. */
export function bothWays({ point, says, wrong, run }: BothWays): Case[] {
  return [true, false].map((stream) => ({
    point,
    says: `${says}, ${stream ? "streamed" : "whole"}`,
    wrong: typeof wrong === "function" ? wrong(stream) : wrong,
    run: (source) => run(source, stream),
  }));
}
