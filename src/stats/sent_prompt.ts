import type { Prompt, PromptBlock } from "../billing/prompt.ts";
import type { Block, Conversation } from "../conversation/conversation.ts";
import { textAt } from "../json/spans.ts";
import type { Collapsed } from "../plan/collapse.ts";
import type { Decision } from "../plan/decision.ts";
import { sha256 } from "../text/digest.ts";
import { tokensOf } from "../text/tokens.ts";

/** Something that goes up beside what the client wrote. In estimated tokens. */
export interface Added {
  /** Stands for what it says. */
  readonly digest: string;
  tokens(): number;
}

/** What goes up of a request. */
export interface Sending {
  readonly conversation: Conversation;
  /** One for each block. */
  readonly decisions: readonly Decision[];
  /** Old texts, and what goes up in their place. */
  readonly collapsed: readonly Collapsed[];
  /** Calls of ours that are put back into turns. */
  readonly rebuilt: readonly ({ readonly turn: number } & Added)[];
  /** The tool that is offered, where it is. */
  readonly tool: Added | undefined;
}

/** What is changed in a prompt, and why. */
export type Change =
  & {
    /** Index of the prompt's block. */
    readonly at: number;
    /** Fewer than the client wrote, estimated; negative: more. */
    readonly tokens: number;
  }
  & (
    | { readonly why: "shortened"; readonly rule: string; readonly tool: string }
    | { readonly why: "stale" | "tool" | "expand" }
  );

/** A prompt as it goes up, and what was changed in it. It has as many blocks as the client's. */
export interface SentPrompt {
  readonly sent: Prompt;
  readonly changes: readonly Change[];
}

/** What the text of a decision takes, and what it stands for. */
interface Weighed {
  readonly original: number;
  readonly text: number;
  readonly digest: string;
}

/** Makes prompts as they go up out of prompts as clients write them. */
export class SentPrompts {
  /** A decision lives as long as the ledger holds it in memory. */
  readonly #weighed = new WeakMap<Decision, Weighed>();
  /** Blocks as they were changed last: most are changed the same way again. */
  readonly #changed = new WeakMap<PromptBlock, PromptBlock>();

  /** In steps, one for each text that was not looked at before. */
  *of(prompt: Prompt, sending: Sending): Generator<void, SentPrompt> {
    const { conversation, decisions, collapsed, rebuilt, tool } = sending;
    const page = new Page(prompt, this.#changed);
    for (const [i, block] of conversation.blocks.entries()) {
      const decision = decisions[i];
      if (decision.kind === "keep") continue;
      if (!this.#weighed.has(decision)) yield;
      const { original, text, digest } = this.weigh(
        decision,
        () => textAt(conversation.body, block.place) ?? "",
      );
      const rule = decision.kind === "squeeze" ? decision.rule : decision.kind;
      const change = { why: "shortened", rule, tool: block.call.tool } as const;
      const at = placeOf(prompt, conversation, block);
      page.change({ at, tokens: original - text, ...change }, digest);
    }
    for (const { speech: { turn }, placement } of collapsed) {
      const { saves: tokens, digest } = placement;
      page.change({ at: page.longestText(prompt, turn), tokens, why: "stale" }, digest);
    }
    for (const one of rebuilt) {
      yield;
      page.change({ at: prompt.turns[one.turn], tokens: -one.tokens(), why: "expand" }, one.digest);
    }
    if (tool) {
      const last = prompt.blocks.findLastIndex(({ kind }) => kind === "tools");
      page.change({ at: Math.max(0, last), tokens: -tool.tokens(), why: "tool" }, tool.digest);
    }
    return { sent: { ...prompt, blocks: page.blocks }, changes: page.changes };
  }

  /** What a decision's text takes, and what it takes the place of. In estimated tokens. */
  weigh(decision: Exclude<Decision, { readonly kind: "keep" }>, original: () => string): Weighed {
    const known = this.#weighed.get(decision);
    if (known) return known;
    const { text } = decision;
    const made = { original: tokensOf(original()), text: tokensOf(text), digest: sha256(text) };
    this.#weighed.set(decision, made);
    return made;
  }
}

/** The blocks of a prompt while they are changed. */
class Page {
  readonly blocks: PromptBlock[];
  readonly changes: Change[] = [];

  readonly #changed: WeakMap<PromptBlock, PromptBlock>;

  constructor({ blocks }: Prompt, changed: WeakMap<PromptBlock, PromptBlock>) {
    this.blocks = [...blocks];
    this.#changed = changed;
  }

  /** Where most of a turn's text stands, which is about to be changed: a prompt does not say which is which. */
  longestText({ turns }: Prompt, turn: number): number {
    const end = turns[turn + 1] ?? this.blocks.length;
    let longest = turns[turn];
    for (let at = longest; at < end; at++) {
      const { kind, tokens } = this.blocks[at];
      const isText = kind === "user" || kind === "answer";
      if (isText && tokens > this.blocks[longest].tokens) longest = at;
    }
    return longest;
  }

  change(change: Change, digest: string): void {
    const block = this.blocks[change.at];
    if (block === undefined) return;
    const tokens = Math.max(0, block.tokens - change.tokens);
    const id = `${block.id} ${digest}`;
    const known = this.#changed.get(block);
    const changed = known?.id === id && known.tokens === tokens ? known : { ...block, id, tokens };
    this.#changed.set(block, changed);
    this.blocks[change.at] = changed;
    this.changes.push(change);
  }
}

/** Which of the prompt's blocks a block of the conversation stands in: a result is one, with all its texts. */
function placeOf({ blocks, turns }: Prompt, conversation: Conversation, block: Block): number {
  const before = conversation.turns[block.turn].said.results.indexOf(block.result);
  let at = turns[block.turn] - 1;
  for (let nth = 0; nth <= before; nth++) at = nextResult(blocks, at + 1);
  return at;
}

function nextResult(blocks: readonly PromptBlock[], from: number): number {
  for (let i = from; i < blocks.length; i++) if (blocks[i].kind === "result") return i;
  return blocks.length;
}
