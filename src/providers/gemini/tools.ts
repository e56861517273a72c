import { field, items, textOf, type Value } from "../../json/spans.ts";
import { either } from "./parts.ts";

/** Names of the tools that a request offers to the model. */
export function toolNames(root: Value | undefined): string[] {
  return declarationsIn(root).flatMap(items).map((declared) =>
    textOf(field(declared, "name")) ?? ""
  );
}

/** The lists in which functions are declared: one, as a rule. Tools that are none of functions have no such list. */
export function declarationsIn(root: Value | undefined): Value[] {
  return items(field(root, "tools")).flatMap((tool) => either(tool, "functionDeclarations") ?? []);
}
