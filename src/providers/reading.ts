import { field, items, kindOf, spansOf, type Value } from "../json/spans.ts";
import { conversationOf, earlierOf, turnsOf } from "../conversation/compose.ts";
import type { Conversation, Head, Said } from "../conversation/conversation.ts";
import type { Asked } from "./provider.ts";

/** Where an API's request says what. */
export interface Layout {
  /** The object that holds the request: the body itself, as a rule. */
  requestIn?(root: Value): Value;
  /** The name of the list of messages. */
  readonly messages: string;
  /** A lone string may stand in the place of the list: one message, written short. */
  readonly takesString?: boolean;
  /** What one message says. */
  say(body: Uint8Array, message: Value): Said;
  /** What the request says outside its messages. `before` is the reading of an earlier one. */
  head(body: Uint8Array, request: Value, asked: Asked, before?: Conversation): Head;
}

/** Reads bodies of this layout: takes over from `earlier` what is the same, and says no to what is no such request. */
export function reading(
  { requestIn = (root) => root, messages, takesString = false, say, head }: Layout,
): (body: Uint8Array, earlier?: Conversation, asked?: Asked) => Conversation | undefined {
  return (body, before, asked = {}) => {
    const earlier = earlierOf(body, before);
    const root = spansOf(body, before?.root && { root: before.root, same: earlier!.same });
    if (root === undefined) return undefined;
    const request = requestIn(root);
    const list = field(request, messages);
    if (list === undefined) return undefined;
    const isString = kindOf(list) === "string";
    if (kindOf(list) !== "array" && !(takesString && isString)) return undefined;
    const said = isString ? [list] : items(list);
    const turns = turnsOf(body, said, earlier, (message) => say(body, message));
    const conversation = conversationOf(body, head(body, request, asked, before), turns, {
      earlier: before,
      callOf: asked.callOf,
    });
    return { ...conversation, root };
  };
}
