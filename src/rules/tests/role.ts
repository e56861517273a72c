/** Things that are counted where they go: one of them, several of them. */
export type Thing = readonly [one: string, many: string];

export const TESTS: Thing = ["passing test", "passing tests"];
const SKIPPED: Thing = ["skipped test", "skipped tests"];
/** What stands a second time, and whole, further down. */
export const TOLD: Thing = ["line on failures shown below", "lines on failures shown below"];
export const DOTTED: Thing = ["row of results as dots", "rows of results as dots"];
/** What was drawn while tests ran. Counts stay where they change. */
export const LIVE: Thing = ["line of live progress", "lines of live progress"];
/** Source around the line that failed. */
export const FRAMES: Thing = ["line of source around failures", "lines of source around failures"];

/**
 * What a line of a test run is to its reader. Lines that have a depth stand under the last one before them that is
 * less deep.
 */
export type Role =
  /** Goes, unless something under it stays. */
  | {
    readonly kind: "going";
    readonly depth: number;
    readonly count: number;
    readonly thing: Thing;
  }
  /** Says something of one test, and stays, and so does what it stands under. */
  | { readonly kind: "kept"; readonly depth: number }
  /** Says that a test was not run: stays as what is kept, unless there are very many. */
  | { readonly kind: "skipped"; readonly depth: number }
  /** Goes in any case. */
  | { readonly kind: "gone"; readonly count: number; readonly thing: Thing }
  /** Anything else: stays. What is set deeper than the line before keeps it. */
  | { readonly kind: "text" };

export const TEXT: Role = { kind: "text" };
/** Goes, and says nothing that anybody would count. */
export const GONE: Role = { kind: "gone", count: 0, thing: TESTS };

/** Says that tests passed, or something else that may go. */
export function passing(depth: number, count = 1, thing = TESTS): Role {
  return { kind: "going", depth, count, thing };
}

/** Names what stands under it, and goes with it. */
export function heading(depth: number): Role {
  return { kind: "going", depth, count: 0, thing: TESTS };
}

export function kept(depth: number): Role {
  return { kind: "kept", depth };
}

export function skipped(depth: number): Role {
  return { kind: "skipped", depth };
}

export function gone(thing: Thing, count = 1): Role {
  return { kind: "gone", count, thing };
}

/** Where a run was narrowed to a few tests, all others are listed as skipped: from here on they are counted. */
const MANY_SKIPPED = 30;

/** Says of skipped tests whether they stay. */
export function settled(roles: readonly Role[]): readonly Role[] {
  const count = roles.filter(({ kind }) => kind === "skipped").length;
  if (count === 0) return roles;
  return roles.map((role) => {
    if (role.kind !== "skipped") return role;
    return count < MANY_SKIPPED ? kept(role.depth) : passing(role.depth, 1, SKIPPED);
  });
}
