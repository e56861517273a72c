import {
  canonical,
  chainOf,
  digestOf,
  isThinking,
  plainContent,
  systemDigest,
  toolsDigest,
} from "./canonical.ts";
import { blocksOf, type Fields, fieldsIn } from "./values.ts";

/** Everything that one thinking block was thought upon. */
export interface Cover {
  readonly model: string;
  readonly system: string;
  readonly tools: string;
  /** Stands for the messages before the block's own. */
  readonly chain: string;
  /** What stands before the block in its own message, thinking aside. */
  readonly before: string;
  /** The thinking block before it; empty where there is none. */
  readonly previous: string;
}

/** What a provider keeps to word its refusals: digests, never a text. */
export interface Memory {
  /** Which chain a chain was grown from: tells at which message two histories part. */
  readonly grewFrom: Map<string, string>;
  /** Of each tool call, whether thinking stood before it in all answers that made it: ids may repeat. */
  readonly thoughtOver: Map<string, boolean>;
}

/** A body's history, digested once for all of its signatures. */
export interface Standing {
  readonly messages: readonly Fields[];
  /** `chain[i]` stands for the messages up to and with `i`. */
  readonly chain: readonly string[];
  /** What a block in message `at` is bound to. */
  coverAt(at: number, before: readonly Fields[], previous: string): Cover;
}

/** Digests the history of a body. */
export function standingOf(body: Fields): Standing {
  const messages = fieldsIn(body.messages);
  const chain = chainOf(messages);
  const model = String(body.model);
  const system = systemDigest(body.system);
  const changing = fieldsIn(body.tools).some((tool) => tool.defer_loading === true);
  const tools = toolsDigest(body.tools, messages);
  const coverAt = (at: number, before: readonly Fields[], previous: string) => ({
    model,
    system,
    tools: changing ? toolsDigest(body.tools, messages.slice(0, at)) : tools,
    chain: chain[at - 1] ?? "",
    before: digestOf(canonical(plainContent(before.filter((block) => !isThinking(block))))),
    previous,
  });
  return { messages, chain, coverAt };
}

function sealOf(cover: Cover, thinking: string): string {
  return digestOf("sealed by the fake provider", canonical(cover), thinking);
}

/** A signature says what its block is bound to, and can't be made up. */
export function signatureOf(cover: Cover, thinking: string): string {
  const { model, system, tools, chain, before, previous } = cover;
  const parts = [model, system, tools, chain, before, previous, sealOf(cover, thinking)];
  return Buffer.from(parts.join("|")).toString("base64");
}

function coverIn(signature: string, thinking: string): Cover | undefined {
  const parts = Buffer.from(signature, "base64").toString().split("|");
  const [model, system, tools, chain, before, previous, seal] = parts;
  const cover = { model, system, tools, chain, before, previous };
  return seal !== undefined && seal === sealOf(cover, thinking) ? cover : undefined;
}

function sealedIn(block: Fields): { signature: string; thinking: string } {
  return block.type === "thinking"
    ? { signature: String(block.signature), thinking: String(block.thinking) }
    : { signature: String(block.data), thinking: "" };
}

/** Names a thinking block for the one after it. */
export function nameOf(block: Fields): string {
  return digestOf(sealedIn(block).signature);
}

/** Notes how this history grew, and what was called after thinking. */
export function remember(memory: Memory, { chain }: Standing, answer: readonly Fields[]): void {
  chain.forEach((link, i) => memory.grewFrom.set(link, chain[i - 1] ?? ""));
  const thought = answer.findIndex(isThinking);
  for (const [i, { type, id }] of answer.entries()) {
    if (type !== "tool_use") continue;
    const call = `${chain.at(-1)} ${id}`;
    const isAlways = memory.thoughtOver.get(call) ?? true;
    memory.thoughtOver.set(call, isAlways && thought >= 0 && thought < i);
  }
}

function ancestorsOf(link: string, memory: Memory): string[] {
  const line: string[] = [];
  for (let at = link; at !== ""; at = memory.grewFrom.get(at) ?? "") line.unshift(at);
  return line;
}

function changedPart(then: Cover, now: Cover, standing: Standing, memory: Memory): string {
  if (then.system !== now.system) return "system";
  if (then.tools !== now.tools) return "tools";
  if (then.chain !== now.chain) {
    const line = ancestorsOf(then.chain, memory);
    const parting = line.findIndex((link, i) => link !== standing.chain[i]);
    return `messages.${parting >= 0 ? parting : line.length}`;
  }
  return then.before !== now.before ? "a block before it" : "the thinking before it";
}

/** Thinking may be dropped from the front or the back, never from the middle. */
function holds(then: Cover, now: Cover): boolean {
  return (now.previous === "" || now.previous === then.previous) &&
    then.system === now.system && then.tools === now.tools &&
    then.chain === now.chain && then.before === now.before;
}

/** The first thinking block that is not the provider's own, or is bound to another history. */
function signatureProblem(standing: Standing, memory: Memory): string | undefined {
  let previous = "";
  for (const [i, message] of standing.messages.entries()) {
    const blocks = blocksOf(message.content);
    for (const [j, block] of blocks.entries()) {
      if (!isThinking(block)) continue;
      const where = `messages.${i}.content.${j}: Invalid \`signature\` in \`${block.type}\` block.`;
      const { signature, thinking } = sealedIn(block);
      const then = coverIn(signature, thinking);
      if (then === undefined) return where;
      const now = standing.coverAt(i, blocks.slice(0, j), previous);
      previous = nameOf(block);
      // What another model thought is left out by the server, whatever stands before it.
      if (then.model !== now.model || holds(then, now)) continue;
      const part = changedPart(then, now, standing, memory);
      return `${where} The block is bound to a different conversation. Remove the block, or set \`thinking.block_binding.prefix_mismatch_behavior\` to "drop_block". The first change is in ${part}.`;
    }
  }
  return undefined;
}

/** The thinking of a turn whose calls were just answered must still stand. */
function missingThinking({ messages, chain }: Standing, memory: Memory): string | undefined {
  const at = messages.findLastIndex((message) => message.role === "assistant");
  const answered = messages.slice(at + 1).flatMap((message) => blocksOf(message.content))
    .some((block) => block.type === "tool_result");
  const blocks = at < 0 ? [] : blocksOf(messages[at].content);
  if (!answered || blocks.some(isThinking)) return undefined;
  if (!blocks.some(({ id }) => memory.thoughtOver.get(`${chain[at - 1]} ${id}`))) return undefined;
  return `messages.${at}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${
    blocks[0].type
  }\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block.`;
}

/** What the history check finds wrong with a body. */
export function* bindingProblems(standing: Standing, memory: Memory) {
  const problem = signatureProblem(standing, memory) ?? missingThinking(standing, memory);
  if (problem !== undefined) yield problem;
}
