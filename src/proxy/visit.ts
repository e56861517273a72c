import type { Conversation } from "../conversation/conversation.ts";
import type { Owner } from "../memory/ledger.ts";
import type { Plan } from "../plan/plan.ts";
import type { Rebuilt } from "../providers/expand.ts";
import type { Provider, Purpose } from "../providers/provider.ts";
import type { Stale } from "./stale.ts";

/** A request that is read: who asks, what for, and the plain body. */
export interface Visit {
  readonly provider: Provider;
  readonly purpose: Purpose;
  /** Without base path and query. */
  readonly path: string;
  readonly body: Uint8Array;
  readonly client: string;
}

/** What a request turned out to be. */
export interface Known {
  readonly conversation: Conversation;
  /** `undefined`: whose conversation it is can't be known just now, and nothing may be remembered of it. */
  readonly owner: Owner | undefined;
  readonly plan: Plan;
  /** Messages into which calls of ours were put back. */
  readonly rebuilt: readonly Rebuilt[];
  /** Old texts, and what goes up in their place. */
  readonly stale: Stale;
}

/** What goes up, and for which conversation; `undefined` there where the body is none that the provider reads. */
export interface Prepared {
  readonly body: Uint8Array;
  readonly known: Known | undefined;
}
