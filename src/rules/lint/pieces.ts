/** A piece of a line of code that is marked, and what is said of it. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** What is said of a piece, and of others in the same line. */
export function saidOf(own: Piece, others: readonly Piece[], text: string): string {
  return [own.label, ...others.map((piece) => quoted(piece, text))]
    .filter((said) => said !== "")
    .join("; ");
}

/** The piece itself, and what is said of it. */
export function quoted({ from, to, label }: Piece, text: string): string {
  const piece = `\`${text.slice(from, to)}\``;
  return label === "" ? piece : `${piece} ${label}`;
}

/** Do the marks stand below the characters that they mean? Not where some are wide, or tabs are among them. */
export function isAligned(text: string, pieces: readonly Piece[]): boolean {
  return pieces.every(({ from, to }) =>
    to <= Math.max(text.length, from + 1) && /^[\x20-\x7e]*$/.test(text.slice(0, to)) &&
    !text.slice(from, to).includes("    ")
  );
}
