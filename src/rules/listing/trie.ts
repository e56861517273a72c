import { quoted } from "./names.ts";

/** So many folders that hold one file of the same name each are worth a line of their own. */
const FEWEST_ALIKE = 2;

/**
 * Paths with every folder said once, in order of first appearance: `src/ a.ts b.ts` for its files, and what is in its
 * folders below, one space deeper. A star (see `alikeLine`) stands for folders that hold one file each.
 */
export function trieOf(paths: readonly string[]): string[] {
  const root = new Folder();
  for (const path of paths) insert(root, path);
  const bare = root.files.map(quoted);
  // A bare `src/` at the beginning would be the heading of what follows it.
  if (bare.some((name) => name.endsWith("/"))) bare.unshift("./");
  const lines = bare.length > 0 ? [bare.join(" ")] : [];
  printLevel(levelIn(root), "", lines);
  return lines;
}

const NONE: ReadonlyMap<string, Folder> = new Map();

class Folder {
  readonly files: string[] = [];
  /** Most folders have none in them. */
  #folders: Map<string, Folder> | undefined;
  /** Paths in here. */
  count = 0;

  get folders(): ReadonlyMap<string, Folder> {
    return this.#folders ?? NONE;
  }

  folder(name: string): Folder {
    this.#folders ??= new Map();
    const known = this.#folders.get(name);
    if (known !== undefined) return known;
    const folder = new Folder();
    this.#folders.set(name, folder);
    return folder;
  }
}

function insert(root: Folder, path: string): void {
  // What ends in `/` is a folder that is listed itself.
  const last = path.lastIndexOf("/", path.length - 2);
  let inside = root;
  inside.count++;
  let from = 0;
  while (from <= last) {
    const end = path.indexOf("/", from);
    inside = inside.folder(path.slice(from, end));
    inside.count++;
    from = end + 1;
  }
  inside.files.push(path.slice(from));
}

/** A folder, named with those above that hold nothing else: `a/b/c`. */
interface Chain {
  readonly name: string;
  readonly folder: Folder;
  /** The file in it, if there is but one. */
  readonly only: string;
}

function chainOf([name, folder]: [string, Folder]): Chain {
  while (folder.files.length === 0 && folder.folders.size === 1) {
    const [[next, inner]] = folder.folders;
    name += `/${next}`;
    folder = inner;
  }
  return { name, folder, only: folder.count === 1 ? folder.files[0] : "" };
}

/** The folders in one. */
interface Level {
  readonly chains: readonly Chain[];
  /** Those that hold one file each, by its name, where there are several. */
  readonly alike: ReadonlyMap<string, readonly Chain[]>;
}

function levelIn({ folders }: Folder): Level {
  const chains = Array.from(folders, chainOf);
  const counts = new Map<string, number>();
  for (const { only } of chains) counts.set(only, (counts.get(only) ?? 0) + 1);
  const several = chains.filter(({ only }) =>
    only !== "" && (counts.get(only) ?? 0) >= FEWEST_ALIKE
  );
  return { chains, alike: Map.groupBy(several, ({ only }) => only) };
}

function printLevel({ chains, alike }: Level, indent: string, out: string[]): void {
  for (const chain of chains) {
    const group = alike.get(chain.only);
    if (group === undefined) printFolder(chain, indent, out);
    else if (group[0] === chain) out.push(indent + alikeLine("", group));
  }
}

function printFolder({ name, folder, only }: Chain, indent: string, out: string[]): void {
  if (only !== "") {
    out.push(indent + quoted(`${name}/${only}`));
    return;
  }
  const level = levelIn(folder);
  const alike = level.alike.get(level.chains[0]?.only);
  if (folder.files.length === 0 && alike?.length === level.chains.length) {
    out.push(indent + alikeLine(`${name}/`, alike));
    return;
  }
  out.push(indent + [`${name}/`, ...folder.files].map(quoted).join(" "));
  printLevel(level, `${indent} `, out);
}

/** `packages/*` and what is the same in each: `/package.json: a b c` */
function alikeLine(before: string, group: readonly Chain[]): string {
  return `${quoted(`${before}*/${group[0].only}`)}: ${
    group.map(({ name }) => quoted(name)).join(" ")
  }`;
}
