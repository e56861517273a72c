import { field, items, textOf, type Value } from "../../json/spans.ts";

/** Names of the tools that a request offers to the model: some are known by their type alone. */
export function toolNames(root: Value | undefined): string[] {
  return items(field(root, "tools"))
    .map((tool) => textOf(field(tool, "name")) ?? textOf(field(tool, "type")) ?? "");
}
