/** Where requests of the APIs beside Anthropic's say what, on trees of a parser that is not the product's. */
import { idMarks } from "../../src/conversation/marks.ts";
import { fieldOf, itemsOf, textOf, type Tree } from "./json_tree.ts";

/** A change of one value. */
export type Change = (value: Tree) => Tree;

/** The object with one field's value changed. */
export function changed(tree: Tree, name: string, change: Change): Tree {
  if (tree.kind !== "object") return tree;
  const key = JSON.stringify(name);
  return {
    kind: "object",
    fields: tree.fields.map(([raw, value]) => [raw, raw === key ? change(value) : value]),
  };
}

export function eachItem(tree: Tree, change: Change): Tree {
  return tree.kind === "list" ? { kind: "list", items: tree.items.map(change) } : tree;
}

/** `input` of Responses, `contents` of Gemini; chats have `messages`, as Anthropic has. */
const LISTS = ["input", "contents"];

const OUTPUTS = new Set([
  "function_call_output",
  "custom_tool_call_output",
  "local_shell_call_output",
]);

/** The items of a prompt that is told in `input` or `contents`; none where it has `messages`. */
export function entriesOf(root: Tree): { readonly place: string; readonly entry: Tree }[] {
  return LISTS.flatMap((list) =>
    itemsOf(fieldOf(root, list)).map((entry, i) => ({ place: `${list}[${i}]`, entry }))
  );
}

/** Did the model say it? */
export function isModels(entry: Tree): boolean {
  const role = textOf(fieldOf(entry, "role"));
  if (role !== undefined) return role === "assistant" || role === "model";
  return !textOf(fieldOf(entry, "type"))?.endsWith("_output");
}

/** Does it hold an id or signature that only one conversation has? */
export function bearsMark(entry: Tree): boolean {
  const ids = [
    fieldOf(entry, "call_id"),
    ...itemsOf(fieldOf(entry, "tool_calls")).map((call) => fieldOf(call, "id")),
    ...itemsOf(fieldOf(entry, "parts")).map((part) => fieldOf(fieldOf(part, "functionCall"), "id")),
  ];
  const signatures = itemsOf(fieldOf(entry, "parts")).map((part) =>
    fieldOf(part, "thoughtSignature")
  );
  return [fieldOf(entry, "encrypted_content"), ...signatures].some((tree) => textOf(tree)) ||
    ids.some((id) => idMarks("call", textOf(id)).length > 0);
}

/** The body with the texts of its results covered by `mask`, in the APIs beside Anthropic's. */
export function covered(root: Tree, mask: Change): Tree {
  const inInput = changed(root, "input", (list) => eachItem(list, (item) => output(item, mask)));
  const inContents = changed(
    inInput,
    "contents",
    (list) =>
      eachItem(
        list,
        (turn) =>
          changed(turn, "parts", (parts) => eachItem(parts, (part) => response(part, mask))),
      ),
  );
  return changed(
    inContents,
    "messages",
    (list) => eachItem(list, (message) => told(message, mask)),
  );
}

function output(item: Tree, mask: Change): Tree {
  const type = textOf(fieldOf(item, "type")) ?? "";
  if (OUTPUTS.has(type)) return changed(item, "output", (content) => texts(content, mask));
  if (type !== "shell_call_output") return item;
  return changed(
    item,
    "output",
    (list) => eachItem(list, (one) => changed(changed(one, "stdout", mask), "stderr", mask)),
  );
}

function response(part: Tree, mask: Change): Tree {
  return ["functionResponse", "function_response"].reduce(
    (part, name) =>
      changed(part, name, (answer) => changed(answer, "response", (said) => strings(said, mask))),
    part,
  );
}

function told(message: Tree, mask: Change): Tree {
  const role = textOf(fieldOf(message, "role"));
  if (role !== "tool" && role !== "function") return message;
  return changed(message, "content", (content) => texts(content, mask));
}

function texts(content: Tree, mask: Change): Tree {
  if (content.kind === "string") return mask(content);
  return eachItem(content, (part) => changed(part, "text", mask));
}

function strings(tree: Tree, mask: Change): Tree {
  if (tree.kind === "string") return mask(tree);
  if (tree.kind === "list") return eachItem(tree, (item) => strings(item, mask));
  if (tree.kind !== "object") return tree;
  return {
    kind: "object",
    fields: tree.fields.map(([key, value]) => [key, strings(value, mask)]),
  };
}
