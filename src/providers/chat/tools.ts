import { field, items, type Value } from "../../json/spans.ts";
import { toolIn } from "./block.ts";

/** Names of the tools that a request offers to the model. */
export function toolNames(root: Value | undefined): string[] {
  return items(field(root, "tools")).map((tool) => toolIn(tool) ?? "");
}
