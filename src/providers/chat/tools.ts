import { field, items, type Value } from "../../json/spans.ts";
import { toolIn } from "./block.ts";

/** Names of the tools that a request offers to the model. What servers run themselves (a search) has none. */
export function toolNames(root: Value | undefined): string[] {
  return items(field(root, "tools")).flatMap((tool) => toolIn(tool) ?? []);
}
