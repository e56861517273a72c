/**
 * Whose doing it is that a request does not begin with what was sent before. `ours` must never happen; `step` is ours
 * too, and planned: old texts were replaced.
 */
export type Cause = "ours" | "step" | "client" | "model_tools_system" | "expired";

/** How the beginning of a request compares with what was sent last in its conversation. */
export interface Verdict {
  /** The share of the turns sent last that stands unchanged, 0 to 1. */
  readonly share: number;
  /** `undefined` where all of it held. */
  readonly cause: Cause | undefined;
}
