import { field, items, textOf, type Value } from "../../json/spans.ts";

/** Names of the tools that a request offers to the model: some are known by their type alone. */
export function toolNames(root: Value | undefined): string[] {
  return items(field(root, "tools"))
    .map((tool) => textOf(field(tool, "name")) ?? textOf(field(tool, "type")) ?? "");
}

/** Tools that OpenAI's servers run, and those that give back pictures of a screen. */
const OTHERS = /^(?:web_search|file_search|code_interpreter|image_generation|mcp|computer)/;

/** Whether a request offers a tool whose results can be shortened: some models know no functions beside the others. */
export function givesResults(root: Value | undefined): boolean {
  return items(field(root, "tools")).some((tool) =>
    !OTHERS.test(textOf(field(tool, "type")) ?? "")
  );
}
