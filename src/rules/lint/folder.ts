/** The folder that all the files are in, with the slash at its end; `undefined` where they are not named from the root. */
export function commonFolder(paths: readonly string[]): string | undefined {
  const [first, ...rest] = paths;
  if (rest.length === 0 || !/^(?:\/|[A-Za-z]:[\\/]|file:\/\/\/)/.test(first)) return undefined;
  let length = slashBefore(first, first.length);
  for (const path of rest) {
    while (length > 0 && !path.startsWith(first.slice(0, length))) {
      length = slashBefore(first, length - 1);
    }
  }
  return length > 1 ? first.slice(0, length) : undefined;
}

/** The length of a path up to the last slash in its first so many characters. */
function slashBefore(path: string, length: number): number {
  while (length > 0 && !"/\\".includes(path[length - 1])) length--;
  return length;
}
