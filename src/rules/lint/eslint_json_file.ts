import type { Content, Value } from "../json/value.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** What `eslint --format json` says of one file. */
export interface FileReport {
  readonly path: string;
  readonly problems: readonly Diagnostic[];
  /** What is said in no other way, key and value as they are written. */
  readonly rest: readonly string[];
  /** Is the text of the file in it? */
  readonly hasSource: boolean;
  /** How many problems say which characters should be others. */
  readonly fixes: number;
}

type Fields = ReadonlyMap<string, Value>;

const SEVERITIES: ReadonlyMap<unknown, string> = new Map([["1", "warning"], ["2", "error"]]);
/** What the problems tell: how many there are, and how many of them can be mended. */
const COUNT = /^"(?:error|fatalError|warning|fixableError|fixableWarning)Count"$/;
const SAID = /^"(?:ruleId|severity|message|line|column|endLine|endColumn|fix|suggestions)"$/;
const NULL = "null";

/** The key of what is said of a file. */
export const MESSAGES = '"messages"';

/** Reads the report on a file; `undefined` where it is not as `eslint` writes it. */
export function fileReport(content: Content): FileReport | undefined {
  const messages = fieldsOf(content).get(MESSAGES);
  if (typeof messages !== "object" || messages.kind !== "[") return undefined;
  return reportWith(content, messages.values);
}

/** The report, its messages given apart: there may be more of them in a text that is cut off. */
export function reportWith(
  content: Content,
  messages: readonly Value[],
): FileReport | undefined {
  const fields = fieldsOf(content);
  const path = stringOf(fields.get('"filePath"'));
  if (path === undefined) return undefined;
  const problems = messages.flatMap((message) => problemOf(message, path) ?? []);
  if (problems.length < messages.length) return undefined;
  return {
    path,
    problems,
    rest: [...fields].flatMap(([key, value]) =>
      isTold(key, value) ? [] : [`${key}:${written(value)}`]
    ),
    hasSource: fields.has('"source"'),
    fixes: messages.filter((message) => fieldsOf(message).has('"fix"')).length,
  };
}

/** A value as it was written, without white space. */
export function written(value: Value): string {
  if (typeof value === "string") return value;
  const { kind, keys, values } = value;
  const items = values.map((item, i) =>
    kind === "{" ? `${keys[i]}:${written(item)}` : written(item)
  );
  return kind === "{" ? `{${items.join(",")}}` : `[${items.join(",")}]`;
}

function isTold(key: string, value: Value): boolean {
  if (typeof value === "object" && value.values.length === 0) return true;
  return key === '"filePath"' || key === MESSAGES || key === '"source"' || COUNT.test(key);
}

function problemOf(message: Value, path: string): Diagnostic | undefined {
  const fields = fieldsOf(message);
  const [text, at, severity] = [
    stringOf(fields.get('"message"')),
    placeIn(fields),
    SEVERITIES.get(fields.get('"severity"')),
  ];
  const notes = suggestionsIn(fields.get('"suggestions"'));
  if (text === undefined || at === undefined || severity === undefined || notes === undefined) {
    return undefined;
  }
  const rule = stringOf(fields.get('"ruleId"'));
  const details = detailsIn(fields);
  const label = rule === undefined ? severity : `${severity} ${rule}`;
  return {
    path,
    at,
    message: `${label}: ${text}${details === "" ? "" : ` (${details})`}`.replaceAll("\n", "\\n"),
    notes,
    source: [],
  };
}

function placeIn(fields: Fields): string | undefined {
  const [line, column, endLine, endColumn] = ["line", "column", "endLine", "endColumn"]
    .map((key) => fields.get(`"${key}"`));
  if (typeof line !== "string" || typeof column !== "string") return undefined;
  if (endColumn === undefined || endColumn === NULL) return `${line}:${column}`;
  return `${line}:${column}-${endLine === line ? endColumn : `${endLine}:${endColumn}`}`;
}

/** What kind of code it is and what kind of message, and whether `eslint` would mend it. */
function detailsIn(fields: Fields): string {
  const details = [...fields].flatMap(([key, value]) => {
    if (SAID.test(key) || value === NULL) return [];
    if (key === '"messageId"' || key === '"nodeType"') return [stringOf(value) ?? written(value)];
    return key === '"fatal"' && value === "true" ? ["fatal"] : [`${key}:${written(value)}`];
  });
  return [...details, ...(fields.has('"fix"') ? ["fixable"] : [])].join(" ");
}

function suggestionsIn(value: Value | undefined): string[] | undefined {
  if (value === undefined) return [];
  const all = typeof value === "string"
    ? []
    : value.values.map((suggestion) => stringOf(fieldsOf(suggestion).get('"desc"')));
  return all.every((text) => text !== undefined)
    ? all.map((text) => `  suggestion: ${text}`)
    : undefined;
}

function fieldsOf(value: Value | Content): Fields {
  return new Map(
    typeof value === "string" ? [] : value.keys.map((key, i) => [key, value.values[i]]),
  );
}

function stringOf(value: Value | undefined): string | undefined {
  return typeof value === "string" && value.startsWith('"') ? JSON.parse(value) : undefined;
}
