import {
  type Document,
  documentOf,
  fieldOf,
  itemsOf,
  textOf,
  type Tree,
  writtenOf,
} from "./json_tree.ts";
import { changed, covered, eachItem } from "./other_apis.ts";
import { restored } from "./steps.ts";
import { withoutOffer, withoutPairs } from "./unspliced.ts";

/** One place where what went up is not what came in. */
export interface Difference {
  readonly path: string;
  readonly was: string;
  readonly is: string;
}

const MASK: Tree = { kind: "scalar", raw: "(the text of a result)" };

const hasType = (tree: Tree, type: string) => textOf(fieldOf(tree, "type")) === type;

function maskedResult(block: Tree): Tree {
  if (!hasType(block, "tool_result")) return block;
  return changed(
    block,
    "content",
    (content) =>
      content.kind === "string" ? MASK : eachItem(
        content,
        (part) => hasType(part, "text") ? changed(part, "text", () => MASK) : part,
      ),
  );
}

/** The body with the texts of its results covered: what a proxy must leave alone. */
function maskedBody(root: Tree): Tree {
  return changed(
    covered(root, () => MASK),
    "messages",
    (messages) =>
      eachItem(
        messages,
        (message) => changed(message, "content", (content) => eachItem(content, maskedResult)),
      ),
  );
}

/** How many texts of results differ. */
export function changedTexts(one: Tree, other: Tree): number {
  const others = textsOf(other);
  return textsOf(one).filter((text, i) => text !== others[i]).length;
}

function textsOf(root: Tree): string[] {
  const found: string[] = [];
  covered(root, (text) => {
    found.push(writtenOf(text));
    return text;
  });
  const results = itemsOf(fieldOf(root, "messages")).flatMap((message) =>
    itemsOf(fieldOf(message, "content")).filter((block) => hasType(block, "tool_result"))
  );
  for (const result of results) {
    const content = fieldOf(result, "content");
    found.push(...(content?.kind === "string" ? [content] : itemsOf(content)).map(writtenOf));
  }
  return found;
}

function shown(tree: Tree | undefined): string {
  if (tree === undefined) return "nothing";
  const text = writtenOf(tree);
  return text.length > 120 ? `${text.slice(0, 100)}... (${text.length})` : text;
}

function* treeDifferences(path: string, one: Tree, other: Tree): Generator<Difference> {
  if (one.kind === "object" && other.kind === "object") {
    yield* fieldDifferences(path, one.fields, other.fields);
  } else if (one.kind === "list" && other.kind === "list") {
    for (let i = 0; i < Math.max(one.items.length, other.items.length); i++) {
      yield* differencesAt(`${path}[${i}]`, one.items[i], other.items[i]);
    }
  } else if (writtenOf(one) !== writtenOf(other)) {
    yield { path, was: shown(one), is: shown(other) };
  }
}

type Fields = readonly (readonly [string, Tree])[];

function* fieldDifferences(path: string, one: Fields, other: Fields): Generator<Difference> {
  const names = (fields: Fields) => fields.map(([key]) => key);
  if (names(one).join() === names(other).join()) {
    for (const [i, [key, value]] of one.entries()) {
      yield* treeDifferences(`${path}.${JSON.parse(key)}`, value, other[i][1]);
    }
    return;
  }
  const odd = (fields: Fields, others: Fields) =>
    fields.filter(([key]) => !names(others).includes(key));
  const gone = odd(one, other);
  const come = odd(other, one);
  for (const [key, value] of gone) {
    yield { path: `${path}.${JSON.parse(key)}`, was: shown(value), is: "nothing" };
  }
  for (const [key, value] of come) {
    yield { path: `${path}.${JSON.parse(key)}`, was: "nothing", is: shown(value) };
  }
  if (gone.length + come.length === 0) {
    yield { path, was: `fields ${names(one)}`, is: `fields ${names(other)}` };
  }
}

function* differencesAt(path: string, one: Tree | undefined, other: Tree | undefined) {
  if (one !== undefined && other !== undefined) yield* treeDifferences(path, one, other);
  else yield { path, was: shown(one), is: shown(other) };
}

/** A body and what it became, as two trees and every difference outside the texts of results and placeholders. */
export interface Comparison {
  readonly client: Tree | undefined;
  readonly sent: Tree | undefined;
  /** The same with the client's words in the place of placeholders of old texts. */
  readonly whole: Tree | undefined;
  readonly differences: readonly Difference[];
  /** How much more went up than came in, our tool and calls of it aside. In bytes. */
  readonly growth: number;
}

/** White space between tokens aside, which stays as it came. */
function sizeOf(tree: Tree): number {
  return Buffer.byteLength(writtenOf(tree));
}

/** Compares a body with what went up in its place, token by token. */
export function comparisonOf(body: Uint8Array, up: Uint8Array): Comparison {
  const [came, went] = [body, up].map((bytes) => new TextDecoder().decode(bytes));
  const one = documentOf(came);
  const other = documentOf(withoutOffer(went));
  if (one === undefined || other === undefined) {
    const differences = Buffer.compare(body, up) === 0 ? [] : [{
      path: "(a body that is no JSON)",
      was: `${body.length} bytes`,
      is: `${up.length} bytes`,
    }];
    const growth = up.length - body.length;
    return { client: undefined, sent: undefined, whole: undefined, differences, growth };
  }
  const root = withoutPairs(other.root);
  const whole = restored(one.root, root);
  const differences = [...treeDifferences("", maskedBody(one.root), maskedBody(whole))];
  const gapsIn = ({ gaps }: Document) => root === other.root ? gaps : gaps.replaceAll("|", "");
  if (differences.length === 0 && gapsIn(one) !== gapsIn(other)) {
    differences.push({ path: "(white space between tokens)", was: "as it came", is: "changed" });
  }
  const growth = sizeOf(root) - sizeOf(one.root);
  const sent = documentOf(went)!.root;
  return { client: one.root, sent, whole: restored(one.root, sent), differences, growth };
}
