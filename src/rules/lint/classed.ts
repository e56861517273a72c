/** The items by what they have in common, in order of first appearance. */
export function classed<Item>(
  items: readonly Item[],
  keyOf: (item: Item, index: number) => string,
): Map<string, Item[]> {
  const classes = new Map<string, Item[]>();
  for (const [index, item] of items.entries()) {
    const key = keyOf(item, index);
    const same = classes.get(key);
    if (same === undefined) classes.set(key, [item]);
    else same.push(item);
  }
  return classes;
}

/** Is the key seen for the first time? Then it is known from now on. */
export function isNew(key: string, known: Set<string>): boolean {
  if (known.has(key)) return false;
  known.add(key);
  return true;
}
