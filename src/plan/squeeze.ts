import { LONGEST } from "../rules/list.ts";
import { BYTES_A_TOKEN, tokensOf } from "../text/tokens.ts";
import type { Decision } from "./decision.ts";
import type { Scene, Stage } from "./desk.ts";

/** The rules' turn. */
export const squeeze: Stage = {
  name: "squeeze",
  decide: (scene, desk): Decision => {
    if (scene.block.length > LONGEST) return { kind: "keep", because: "never" };
    const { tool, command } = scene.block.call;
    const text = scene.text();
    const short = desk.shorten({ tool, command, text });
    if (short === undefined) return { kind: "keep", because: "no_rule" };
    if (losesCache(scene, text, short.text)) return { kind: "keep", because: "no_gain" };
    return { kind: "squeeze", rule: short.rule, text: short.text, original: desk.store(text) };
  },
};

/**
 * A prefix under the model's minimum is silently not cached: a squeeze that would take it there costs more than it
 * saves (Anthropic's and OpenAI's prompt caching pages name 512 to 4096 tokens).
 */
function losesCache({ conversation, before, block }: Scene, text: string, short: string): boolean {
  const { head, turns } = conversation;
  const sentBytes = block.place.start - turns[0].place.start - before.saved;
  const prefix = head.tokensBefore + Math.floor(sentBytes / BYTES_A_TOKEN);
  return prefix < head.cacheMinimum && prefix + tokensOf(text) >= head.cacheMinimum &&
    prefix + tokensOf(short) < head.cacheMinimum;
}
