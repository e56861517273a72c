/** A line as one of several: what they have in common, and what is its own. */
export interface Entry {
  readonly head: string;
  readonly item: string;
}

/** Fewer lines are as well left as they are. */
const FEWEST = 3;

/** The lines with those that have a head in common gathered where the first of them stood. */
export function gathered(
  lines: readonly string[],
  entryOf: (line: string) => Entry | undefined,
  write: (head: string, items: readonly string[]) => readonly string[],
): string[] {
  const entries = lines.map(entryOf);
  const groups = new Map<string, string[]>();
  for (const entry of entries) {
    if (entry === undefined) continue;
    const items = groups.get(entry.head);
    if (items === undefined) groups.set(entry.head, [entry.item]);
    else items.push(entry.item);
  }
  const written = new Set<string>();
  return lines.flatMap((line, at) => {
    const { head } = entries[at] ?? {};
    const items = groups.get(head ?? "");
    if (head === undefined || items === undefined || items.length < FEWEST) return line;
    if (written.has(head)) return [];
    written.add(head);
    return write(head, items);
  });
}
