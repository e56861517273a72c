import type { Provider } from "../providers/provider.ts";
import type { Known } from "./visit.ts";

/** A request that was read and goes up. */
export interface Sent {
  readonly provider: Provider;
  /** Without base path and query. */
  readonly path: string;
  readonly known: Known;
  /** What goes up, unpacked. */
  readonly body: Uint8Array;
}
