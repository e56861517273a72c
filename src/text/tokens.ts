/** Tokens of a text, estimated from its length. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}
