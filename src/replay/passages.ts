import { BlockMemo } from "../billing/memo.ts";
import { madeAtOnce, type Prompt } from "../billing/prompt.ts";
import type { Usage } from "../conversation/answer.ts";
import { Readings } from "../memory/readings.ts";
import type { Decision } from "../plan/decision.ts";
import type { Provider } from "../providers/provider.ts";
import type { Sent } from "../proxy/told.ts";

/** When a request was made and when its answer began, in milliseconds. */
export interface Times {
  readonly at: number;
  readonly begun?: number | undefined;
}

/** One request, as it came and as it went up. */
export interface Passage extends Times {
  readonly direct: Prompt;
  readonly sent: Prompt;
  /** As the provider counted it. */
  readonly usage: Usage | undefined;
  /** Tokens of the answer. */
  readonly output: number;
}

/** What became of a call's result. */
export interface Fate {
  readonly tool: string;
  readonly command: string;
  /** Of several texts the first that was shortened. */
  readonly decision: Decision;
}

/** How much of what went up is kept at hand to read the next by, in bytes. */
const KEPT = 64 * 1024 * 1024;

/** The requests of a session, each looked at twice: as it came, and as it went up. */
export class Passages {
  readonly all: Passage[] = [];
  readonly #fates = new Map<string, Fate>();
  readonly #memo = new BlockMemo();
  readonly #went = new Readings(KEPT);

  add({ provider, path, known, body }: Sent, { at, begun }: Times, usage: Usage | undefined): void {
    const { conversation, plan } = known;
    conversation.blocks.forEach((block, i) => {
      const { anchor, tool, command } = block.call;
      const decision = plan.decisions[i];
      const known = this.#fates.get(anchor)?.decision.kind ?? "keep";
      if (known === "keep") this.#fates.set(anchor, { tool, command, decision });
    });
    this.all.push({
      at,
      begun,
      direct: madeAtOnce(provider.promptOf(conversation, this.#memo)),
      sent: this.#sentOf(provider, path, body) ??
        madeAtOnce(provider.promptOf(conversation, this.#memo)),
      usage,
      output: usage?.output ?? 0,
    });
  }

  /** What became of the result of a call, by its id. */
  fateOf(callId: string): Fate | undefined {
    return this.#fates.get(callId);
  }

  #sentOf(provider: Provider, path: string, body: Uint8Array): Prompt | undefined {
    const earlier = this.#went.nearest(body, provider.name);
    const went = provider.read(body, earlier, { path });
    if (went === undefined) return undefined;
    this.#went.keep(went, provider.name, earlier);
    return madeAtOnce(provider.promptOf(went, this.#memo));
  }
}

/** What shortened it; nothing where it went as it came. */
export function ruleOf({ decision }: Fate): string | undefined {
  if (decision.kind === "keep") return undefined;
  return decision.kind === "squeeze" ? decision.rule : "refer";
}
