import { folderOf } from "../paths.ts";
import { GAP_LINE, type Hit, NUMBERED } from "./row.ts";

/** Where bare names are, after the heading of another folder. */
const HERE = "./";

/** What was found in one file; `undefined` where lines of it are left out. */
interface File {
  readonly path: string;
  readonly hits: (Hit | undefined)[];
}

/** Hits of files, each of which stands in one piece. */
export class Section {
  readonly #files = new Map<string, File>();
  #current: File | undefined;
  #gap = false;

  /** A file that comes again after others belongs to another search. */
  takes({ path }: Hit): boolean {
    return path === this.#current?.path || !this.#files.has(path);
  }

  add(hit: Hit): void {
    if (hit.path !== this.#current?.path) {
      this.#current = { path: hit.path, hits: [] };
      this.#files.set(hit.path, this.#current);
    } else if (this.#gap) this.#current.hits.push(undefined);
    this.#current.hits.push(hit);
    this.#gap = false;
  }

  gap(): void {
    this.#gap = true;
  }

  get endsInGap(): boolean {
    return this.#gap;
  }

  get isEmpty(): boolean {
    return this.#files.size === 0;
  }

  /** The lines, with folders named below `root`. Where another section stands above, bare names need a heading. */
  lines(root: string, isFirst: boolean): string[] {
    const folders = Map.groupBy(
      this.#files.values(),
      ({ path }) => folderOf(path.slice(root.length)),
    );
    const bare = folders.get("") ?? [];
    folders.delete("");
    return [
      ...(bare.length > 0 && !isFirst ? [HERE] : []),
      ...bare.flatMap((file) => fileLines(file, file.path.slice(root.length))),
      ...[...folders].flatMap(([folder, files]) => folderLines(folder, files, root)),
    ];
  }
}

function folderLines(folder: string, files: readonly File[], root: string): string[] {
  const whole = (file: File) => fileLines(file, file.path.slice(root.length));
  if (files.length === 1) return whole(files[0]);
  const from = root.length + folder.length;
  const inside = (file: File) => {
    const name = file.path.slice(from);
    return NUMBERED.test(name) ? whole(file) : fileLines(file, name);
  };
  return [marked(folder), ...files.flatMap(inside)];
}

function fileLines({ hits }: File, name: string): string[] {
  const [first] = hits;
  if (hits.length === 1 && first?.mark === ":") return [`${marked(name)}:${rowOf(first)}`];
  return [marked(name), ...hits.map(rowOf)];
}

function rowOf(hit: Hit | undefined): string {
  return hit === undefined ? GAP_LINE : `${hit.number}${hit.mark}${hit.text}`;
}

/** A path that begins like a row is told from one. */
function marked(path: string): string {
  return NUMBERED.test(path) ? HERE + path : path;
}
