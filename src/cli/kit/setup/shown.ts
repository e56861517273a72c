import { Buffer } from "node:buffer";
import type { FileChange } from "../../../clients/setup/plan.ts";
import { shown } from "../../../config/problem.ts";
import type { Step } from "./step.ts";

/** A literal of a file as it may be shown: one that we didn't write may hold a password. */
function safe(literal: string): string {
  const text = Buffer.from(literal, "latin1").toString();
  return shown(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("\\\\", "\\");
}

/** What changes in a file, value by value: other lines of it, which may hold keys, are not shown. */
function changeLines({ file, form, before, puts }: FileChange): string[] {
  const isKeyed = form === "json" || form === "toml";
  const lines = puts.flatMap(({ key, literal, was }) => {
    if (!isKeyed) return literal.split("\n").map((line) => `    + ${line}`);
    const name = key.join(".");
    const old = was === undefined ? [] : [`    - ${name} = ${safe(was)}`];
    return [...old, `    + ${name} = ${literal}`];
  });
  return [`  ${file}${before === undefined ? " (a new file)" : ""}`, ...lines];
}

/** What a step would do, or has done, as the user sees it. */
export function stepText(step: Step, notes: readonly string[]): string {
  const { title } = step.client;
  if (step.kind === "refused") return `${title}: not set up. ${step.why}\n`;
  if (step.kind === "past") return `${title}: left as it is. ${step.why}\n`;
  const said = notes.map((note) => `  Note: ${note}.`);
  if (step.writes.length === 0) {
    return [`${title}: points at the proxy already.`, ...said, ""].join("\n");
  }
  const { changes, kept } = step.plan;
  const lines = [
    title,
    ...changes.flatMap(changeLines),
    ...kept.map(({ name, upstream, where }) =>
      `  It goes on to ${upstream.url}, which ${where} named before: upstreams.${name} in squeezr.toml`
    ),
    ...said,
  ];
  return `${lines.join("\n")}\n`;
}

/** The same for a script. */
export function stepFacts(step: Step): Record<string, unknown> {
  const { name, title } = step.client;
  if (step.kind !== "ready") return { name, title, state: step.kind, why: step.why };
  const { changes, kept } = step.plan;
  return {
    name,
    title,
    state: step.writes.length === 0 ? "unchanged" : "changed",
    files: changes.map(({ file }) => file),
    kept: kept.map(({ name, upstream }) => ({ name, url: upstream.url })),
  };
}
