/** A word and where it stands. */
interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The columns in pieces of lines with no blank that all have: a long value has moved others to the right (`ps` with
 * large numbers). Where each line has a word for each word of the head, near it, these are the columns; else a line
 * among them is of something else.
 */
export function columnsIn(pieces: readonly string[], isLast: boolean): string[][] | undefined {
  const head = wordsOf(pieces[0], Infinity);
  if (head.length < 2) return [pieces.map((piece) => piece.trim())];
  const rows = pieces.map((piece) => wordsOf(piece, isLast ? head.length : Infinity));
  const fits = rows.every((row) =>
    row.length === head.length && row.every((word, i) => isNear(word, i, head))
  );
  return fits ? head.map((_, i) => rows.map((row) => row[i].text)) : undefined;
}

function isNear({ from, to }: Word, i: number, head: readonly Word[]): boolean {
  return (i === 0 || to > head[i - 1].to) && (i + 1 === head.length || from < head[i + 1].from);
}

/** The words of a piece; the last of so many goes to its end. */
function wordsOf(piece: string, most: number): Word[] {
  const words: Word[] = [];
  let from = 0;
  while (words.length < most) {
    while (piece[from] === " ") from++;
    if (from >= piece.length) break;
    const blank = words.length + 1 < most ? piece.indexOf(" ", from) : -1;
    const to = blank < 0 ? piece.length : blank;
    words.push({ text: piece.slice(from, to).trim(), from, to });
    from = to;
  }
  return words;
}
