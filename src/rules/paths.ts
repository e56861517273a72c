/** The folder a path is in, with its slash: `src/` of `src/a.ts`; nothing for a bare name. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** The longest folder that all paths are in; nothing where they share none. */
export function commonFolder(paths: Iterable<string>): string {
  let common: string | undefined;
  for (const path of paths) {
    common ??= folderOf(path);
    while (!path.startsWith(common)) common = folderOf(common.slice(0, -1));
    if (common === "") break;
  }
  return common ?? "";
}
