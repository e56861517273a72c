/** Letters to change, add, drop or swap with their neighbour to make one word of the other. */
function distance(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[other.length];
}

/** The known word that was most likely meant, if one is near enough to ask "did you mean". */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  if (typed.length > 60) return undefined;
  const rank = (candidate: string) => candidate.toLowerCase().startsWith(typed) ? 0 : 1;
  const [best] = known
    .map((candidate) => ({ candidate, far: distance(typed, candidate.toLowerCase()) }))
    // Of two that are as near, the one that was only not typed to its end.
    .sort((a, b) => a.far - b.far || rank(a.candidate) - rank(b.candidate));
  return best && best.far <= Math.max(1, Math.floor(typed.length / 3)) ? best.candidate : undefined;
}

/** " (did you mean X?)", or nothing where nothing is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === undefined ? "" : ` (did you mean ${meant}?)`;
}
