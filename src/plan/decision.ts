/** Names a stored original. Only storing one makes one, so a marker without an original can't be written. */
export type OriginalId = string & { readonly __original: unique symbol };

/** Why a block goes up as it came. */
export type Because =
  | "short"
  | "no_rule"
  | "no_gain"
  | "skipped"
  | "sent_raw"
  | "never"
  | "error"
  | "dry_run"
  | "off";

/** A text that a reference points at, which stands earlier in the request. */
export interface Target {
  /** The call that it is the result or an input of. */
  readonly anchor: string;
  /** SHA-256 of the text as it goes up, hex. */
  readonly digest: string;
}

/** What happens to one block. */
export type Decision =
  | { readonly kind: "keep"; readonly because: Because }
  | {
    readonly kind: "squeeze";
    readonly rule: string;
    readonly text: string;
    readonly original: OriginalId;
  }
  | {
    readonly kind: "refer";
    /** What shortened the text before, where a rule did. */
    readonly rule: string | undefined;
    /** At least one. */
    readonly to: readonly Target[];
    readonly text: string;
    readonly original: OriginalId;
  };

/** A decision that was made for one text of one call, as the ledger keeps it. */
export interface Row {
  readonly anchor: string;
  readonly digest: string;
  readonly decision: Decision;
}

/** A row that is to be written down. */
export interface Learned extends Row {
  /** How many rows of the block it was decided in view of. With more of them in the table it came too late. */
  readonly seen: number;
}
