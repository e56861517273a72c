/** The name of so many things, in English: 1 block, 2 blocks. */
export function plural(count: number, thing: string): string {
  return count === 1 ? thing : `${thing}s`;
}
