/** One line of `go test -json`. */
export interface GoEvent {
  readonly action: string;
  readonly package: string;
  readonly test: string | undefined;
  readonly output: string;
}

/** `"Name":"text"` or `"Name":12.5`, and what follows it. */
const FIELD =
  /"([A-Z]\w*)":(?:"([^"\\\p{Cc}]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\p{Cc}]*)*)"|(?:[\d.eE+-]+|true|false))(,|\}$)/uy;

/** `undefined` where the line is no event: all fields are read, or none. */
export function goEventOf(line: string): GoEvent | undefined {
  if (!line.startsWith('{"')) return undefined;
  const fields = new Map<string, string>();
  FIELD.lastIndex = 1;
  for (;;) {
    const field = FIELD.exec(line);
    if (field === null) return undefined;
    const [, name, text, end] = field;
    if (text !== undefined) fields.set(name, textOf(text));
    if (end !== ",") break;
  }
  const action = fields.get("Action");
  if (action === undefined || !fields.has("Time")) return undefined;
  return {
    action,
    package: fields.get("Package") ?? fields.get("ImportPath") ?? "",
    test: fields.get("Test"),
    output: fields.get("Output") ?? "",
  };
}

function textOf(escaped: string): string {
  return escaped.includes("\\") ? String(JSON.parse(`"${escaped}"`)) : escaped;
}
