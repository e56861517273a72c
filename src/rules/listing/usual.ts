/** The commonest of the values, the first of them where several are; `undefined` of none. */
export function commonest(values: Iterable<string>): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let most: string | undefined;
  for (const [value, count] of counts) {
    if (count > (counts.get(most ?? "") ?? 0)) most = value;
  }
  return most;
}
