import { sha256 } from "../text/digest.ts";
import type { Conversation, Turn } from "./conversation.ts";

/**
 * The digest chain of a history: link `i` stands for turns 0 to `i`. What turns say goes in, not how a client writes
 * it down that day (`Said.digest`), since clients move cache markers and flip strings to lists between requests.
 *
 * Links are taken over from `earlier` as far as both histories agree.
 */
export function chainOf(turns: readonly Turn[], earlier?: Conversation): string[] {
  const chain: string[] = [];
  let agrees = earlier !== undefined;
  for (let i = 0; i < turns.length; i++) {
    const digest = turns[i].said.digest;
    agrees &&= earlier!.turns[i]?.said.digest === digest;
    chain.push(agrees ? earlier!.chain[i] : sha256(`${chain[i - 1] ?? ""} ${digest}`));
  }
  return chain;
}
