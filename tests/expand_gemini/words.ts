/** A part of an entry of `contents`. */
export interface Part {
  readonly text?: string;
  readonly thought?: boolean;
  readonly thoughtSignature?: string;
  readonly functionCall?: {
    readonly id?: string;
    readonly name: string;
    readonly args: Readonly<Record<string, unknown>>;
  };
  readonly functionResponse?: {
    readonly id?: string;
    readonly name: string;
    readonly response: Readonly<Record<string, unknown>>;
  };
}

/** An entry of `contents`. */
export interface Entry {
  readonly role: string;
  readonly parts: readonly Part[];
}

export const OURS = "squeezr_expand";

/** A result that is worth a reference when it comes a second time. */
export const OUTPUT = Array.from(
  { length: 60 },
  (_, i) => `row ${i}: the quick brown fox ${i * 7}`,
).join("\n");

export const call = (command: string): Part => ({
  functionCall: { name: "shell", args: { command } },
});
export const expand = (id: string): Part => ({ functionCall: { name: OURS, args: { id } } });
export const text = (said: string): Part => ({ text: said });
export const thinks = (said: string): Part => ({ text: said, thought: true });

/** Whether the user says something in an entry: results alone are no prompt. */
export function isPrompt({ role, parts }: Entry): boolean {
  return role === "user" && parts.some(({ text }) => text !== undefined);
}

/** Entries of the model in a row are one answer, as the SDK's chats write streams down. */
export function joined(contents: readonly Entry[]): readonly Entry[] {
  const all: Entry[] = [];
  for (const entry of contents) {
    const last = all[all.length - 1];
    if (entry.role !== "model" || last?.role !== "model") all.push(entry);
    else all[all.length - 1] = { role: "model", parts: [...last.parts, ...entry.parts] };
  }
  return all;
}

/** Texts in a row are one, empty ones none, thoughts nobody's business: what histories are compared by. */
export function plain({ role, parts }: Entry): string {
  const kept: Part[] = [];
  for (const part of parts.filter(({ thought }) => !thought)) {
    const last = kept[kept.length - 1];
    const joins = part.text !== undefined && last?.text !== undefined && !last.thoughtSignature;
    if (joins && !part.thoughtSignature) kept[kept.length - 1] = { text: last.text + part.text };
    else if (part.text !== "" || part.thoughtSignature) kept.push(part);
  }
  return told({ role, parts: kept });
}

/** As JSON whatever the order of its keys, which mean nothing: Google's own SDK writes its own. */
export function told(value: unknown): string {
  return JSON.stringify(
    value,
    (_, inner) =>
      inner && typeof inner === "object" && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1))
        : inner,
  );
}
