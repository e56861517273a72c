import type { Fields } from "./values.ts";

/** One content block that the model gives. */
export type Say =
  | { readonly kind: "text"; readonly text: string }
  /** Signed by the provider, unless a signature is given. */
  | { readonly kind: "thinking"; readonly text: string; readonly signature?: string }
  /** Thinking that came encrypted: the signature is all there is. */
  | { readonly kind: "redacted" }
  /** `id` where a gateway numbers its own; `raw` is streamed in place of the input, valid JSON or not. */
  | {
    readonly kind: "call";
    readonly tool: string;
    readonly input: Fields;
    readonly id?: string;
    readonly raw?: string;
  }
  /** Any other block, given whole. */
  | { readonly kind: "block"; readonly block: Fields };

/** What goes wrong with one answer. `after` counts events that get through first. */
export type Fault =
  | {
    readonly kind: "status";
    readonly status: number;
    readonly type: string;
    readonly message: string;
    readonly headers?: Readonly<Record<string, string>>;
  }
  | { readonly kind: "html"; readonly status: number }
  | { readonly kind: "reset" }
  | { readonly kind: "cut"; readonly after: number }
  | { readonly kind: "error_event"; readonly after: number }
  | { readonly kind: "silence"; readonly after: number; readonly ms: number };

/** One answer of the model. */
export interface Step {
  readonly says: readonly Say[];
  /** `tool_use` where there is a call, else `end_turn`, when nothing is said here. */
  readonly stop?: string;
  readonly fault?: Fault;
}

/** One request, as a script sees it. */
export interface Asked {
  /** How many requests came before. */
  readonly nth: number;
  /** How many assistant messages stand in it. */
  readonly turn: number;
  readonly headers: Headers;
  readonly body: Fields;
}

/** Plays the model: what it answers to one request. */
export type Script = (asked: Asked) => Step;

const DONE: Step = { says: [{ kind: "text", text: "Done." }] };

/** Steps by the length of the history: a retry hears the same again, a fork goes on from where it stands. */
export function byTurn(steps: readonly Step[]): Script {
  return ({ turn }) => steps[turn] ?? DONE;
}

/** Steps in the order in which requests come. */
export function inOrder(steps: readonly Step[]): Script {
  return ({ nth }) => steps[nth] ?? DONE;
}

/** A script that goes wrong at the requests named by their number. */
export function withFaults(faults: ReadonlyMap<number, Fault>, script: Script): Script {
  return (asked) => {
    const fault = faults.get(asked.nth);
    return fault === undefined ? script(asked) : { ...script(asked), fault };
  };
}

/** 529, as the API words it. */
export const overloaded: Fault = {
  kind: "status",
  status: 529,
  type: "overloaded_error",
  message: "Overloaded",
};

/** 429 with a time to wait, in seconds. */
export function rateLimited(seconds: number): Fault {
  return {
    kind: "status",
    status: 429,
    type: "rate_limit_error",
    message: "This request would exceed your organization's rate limit.",
    headers: { "retry-after": String(seconds), "x-should-retry": "true" },
  };
}
