import { columns, LONGEST } from "../rules/list.ts";
import { BYTES_A_TOKEN, tokensOf } from "../text/tokens.ts";
import type { Decision, OriginalId } from "./decision.ts";
import type { Scene, Stage } from "./desk.ts";
import { pointing } from "./point.ts";

/** The rules' turn, and then that of references to single lines. */
export const squeeze: Stage = {
  name: "squeeze",
  decide: (scene, desk): Decision => {
    if (scene.block.length > LONGEST) return { kind: "keep", because: "never" };
    const { tool, command } = scene.block.call;
    const text = scene.text();
    const short = desk.shorten({ tool, command, text });
    let stored: OriginalId | undefined;
    const original = () => stored ??= desk.store(text);
    const pointed = repeatsSqueezed(scene)
      ? undefined
      : pointing(scene, desk, short?.text ?? text, original);
    const sent = pointed?.text ?? short?.text;
    if (sent === undefined) return { kind: "keep", because: "no_rule" };
    if (losesCache(scene, text, sent)) return { kind: "keep", because: "no_gain" };
    return pointed
      ? { kind: "refer", rule: short?.rule, ...pointed, original: original() }
      : { kind: "squeeze", rule: short!.rule, text: sent, original: original() };
  },
};

/** What repeats a result of which a rule changed more than line numbers, and can't refer to it, gets its text again. */
function repeatsSqueezed({ block, before }: Scene): boolean {
  return before.equals(block.result.whole).some((index) => {
    const decision = before.decisions[index];
    return decision.kind === "squeeze" && !columns.some(({ name }) => name === decision.rule);
  });
}

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
