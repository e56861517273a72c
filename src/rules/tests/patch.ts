const HEAD = "diff --git ";
const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

/** Did another command print a patch? */
export function holdsPatch(text: string): boolean {
  return text.startsWith(HEAD) || text.includes(`\n${HEAD}`);
}

/** Which lines are those of files that a patch quotes. */
export function patchedOf(lines: readonly string[]): boolean[] {
  const left = { old: 0, new: 0 };
  return lines.map((line) => {
    const isPatched = left.old > 0 || left.new > 0;
    if (isPatched) {
      if (!line.startsWith("+") && !line.startsWith("\\")) left.old--;
      if (!line.startsWith("-") && !line.startsWith("\\")) left.new--;
    }
    const hunk = HUNK.exec(line);
    if (hunk) {
      left.old = Number(hunk[1] ?? 1);
      left.new = Number(hunk[2] ?? 1);
    }
    return isPatched;
  });
}
