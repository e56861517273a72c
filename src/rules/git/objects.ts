import type { Part, Reader } from "./parts.ts";

/** A file in the index or in a tree: `100644 1a2b... 0\tpath`, `100644 blob 1a2b...     512\tpath`. */
interface Row {
  /** `100644`, `100644 blob` */
  readonly kind: string;
  readonly id: string;
  /** ` 0`, the stage in an index; `     512`, the size in a tree. */
  readonly number: string;
  readonly path: string;
}

const ROW = /^(\d{6}(?: (?:blob|tree|commit))?) ([0-9a-f]{40,64})( +[\d-]+)?\t(.+)$/;
/** Fewer rows are not worth a line that tells how to read them. */
const LEAST_ROWS = 4;
const SHORT_ID = 10;

/** Rows of `git ls-files -s` and `git ls-tree` without the mode and the stage that nearly all files have. */
export const objects: Reader = (lines, at) => {
  const rows = rowsAt(lines, at);
  return rows.length === 0 ? undefined : partOf(lines, at, rows);
};

/** The same with ids of ten digits: enough for git to know them by. */
export const objectsWithShortIds: Reader = (lines, at) => {
  const rows = rowsAt(lines, at);
  if (rows.length < LEAST_ROWS) return objects(lines, at);
  const short = rows.map((row) => ({ ...row, id: row.id.slice(0, SHORT_ID) }));
  const leftOut = {
    one: `id cut to ${SHORT_ID} digits`,
    many: `ids cut to ${SHORT_ID} digits`,
    texts: rows.map(({ id }) => id.slice(SHORT_ID)),
  };
  return { ...partOf(lines, at, short), leftOut: [leftOut] };
};

function rowsAt(lines: readonly string[], at: number): Row[] {
  const rows: Row[] = [];
  for (let end = at; end < lines.length; end++) {
    const [, kind, id, number = "", path] = ROW.exec(lines[end]) ?? [];
    if (kind === undefined) break;
    rows.push({ kind, id, number, path });
  }
  return rows;
}

function partOf(lines: readonly string[], at: number, rows: readonly Row[]): Part {
  const end = at + rows.length;
  if (rows.length < LEAST_ROWS) return { end, lines: lines.slice(at, end) };
  const isTree = rows[0].kind.includes(" ");
  const usual = isTree ? "100644 blob" : "100644";
  const stage = isTree ? "" : " 0";
  const shown = rows.map(({ kind, id, number, path }) => {
    const words = [kind === usual ? "" : kind, id, number === stage ? "" : number.trim(), path];
    return words.filter((word) => word !== "").join(" ");
  });
  return { end, lines: [`[${usual}${isTree ? "" : ", stage 0"} unless shown]`, ...shown] };
}
