/** Placeholders of old texts in a body that went up, told from what the client said there. */
import { fieldOf, itemsOf, textOf, type Tree } from "./json_tree.ts";
import { changed } from "./other_apis.ts";

const PLACEHOLDER =
  /^\[Old (user|assistant) text, (\d+) chars(?:: "[ !#-~]*")?; squeezr(?:_expand\("|\ expand )([a-z2-7]{8,})(?:"\))?\]$/;

/** Whether a text of the client, said in this role, went up as a placeholder that fits it. */
function isPlaceholder(said: Tree, sent: Tree | undefined, role: string): boolean {
  const [text, up] = [textOf(said), textOf(sent)];
  if (text === undefined || up === undefined || text === up) return false;
  const found = PLACEHOLDER.exec(up);
  return found !== null && found[1] === role && Number(found[2]) === text.length;
}

/** What went up, with the client's words again where a placeholder stands. */
export function restored(said: Tree, sent: Tree): Tree {
  return ["messages", "input", "contents"].reduce((root, list) => {
    const entries = itemsOf(fieldOf(said, list));
    return changed(root, list, (up) => zipped(up, entries, entryWith));
  }, sent);
}

function zipped(
  sent: Tree,
  said: readonly Tree[],
  change: (up: Tree, said: Tree) => Tree,
): Tree {
  if (sent.kind !== "list") return sent;
  const items = sent.items.map((up, i) => said[i] === undefined ? up : change(up, said[i]));
  return { kind: "list", items };
}

function entryWith(up: Tree, said: Tree): Tree {
  const spoken = textOf(fieldOf(said, "role"));
  const role = spoken === "model" ? "assistant" : spoken ?? "user";
  if (role !== "user" && role !== "assistant") return up;
  return ["content", "parts"].reduce((entry, name) => {
    const before = fieldOf(said, name);
    if (before === undefined) return entry;
    return changed(
      entry,
      name,
      (content) =>
        content.kind === "string"
          ? textWith(content, before, role)
          : zipped(content, itemsOf(before), (part, was) => {
            const text = fieldOf(was, "text");
            return text ? changed(part, "text", (now) => textWith(now, text, role)) : part;
          }),
    );
  }, up);
}

function textWith(sent: Tree, said: Tree, role: string): Tree {
  return isPlaceholder(said, sent, role) ? said : sent;
}
