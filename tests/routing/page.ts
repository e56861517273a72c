/** The tables of docs/routing.md, row by row. */
import { readFileSync } from "node:fs";

/** What a row of either table says of a request. */
export interface Row {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** A header that decides, where the path does not. */
  readonly header: string | undefined;
  /** The name of the upstream. */
  readonly upstream: string;
  /** TOML that sets it; `undefined` of a built-in one. */
  readonly setting: string | undefined;
  /** Where it arrives, whole; `undefined` where the table names the upstream alone. */
  readonly url: string | undefined;
  /** How it is read, in the table's words. */
  readonly readAs: string;
}

const PAGE = new URL("../../docs/routing.md", import.meta.url);

function tables(): string[][][] {
  const lines = readFileSync(PAGE, "utf8").split(/\r?\n/);
  const all: string[][][] = [];
  lines.forEach((line, i) => {
    if (!line.startsWith("|")) return;
    if (!lines[i - 1].startsWith("|")) all.push([]);
    all[all.length - 1].push(line.slice(1, -1).split("|").map((cell) => bare(cell.trim())));
  });
  // Under the heads and their line.
  return all.map((rows) => rows.slice(2));
}

function bare(cell: string): string {
  return /^`(.*)`$/.exec(cell)?.[1] ?? cell;
}

function asked(cell: string) {
  const [method, path] = cell.split(" ");
  return { method, path };
}

const [builtIn, named] = tables();

/** Paths of the APIs. */
export const BUILT_IN: readonly Row[] = builtIn.map(([request, header, upstream, readAs]) => ({
  ...asked(request),
  header: header || undefined,
  upstream,
  setting: undefined,
  url: undefined,
  readAs,
}));

/** Paths behind `/to/NAME`. */
export const NAMED: readonly Row[] = named.map(([, setting, request, url, readAs]) => ({
  ...asked(request),
  header: undefined,
  upstream: asked(request).path.split("/")[2],
  setting: setting || undefined,
  url,
  readAs,
}));
