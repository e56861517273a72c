import { field, items, textOf, type Value } from "../../json/spans.ts";

/** Names of the tools that a request offers to the model. */
export function toolNames(root: Value | undefined): string[] {
  return items(field(root, "tools")).flatMap((tool) =>
    items(field(tool, "functionDeclarations") ?? field(tool, "function_declarations"))
      .map((declared) => textOf(field(declared, "name")) ?? "")
  );
}
