/** A row of `ls -l`. */
export interface LongRow {
  /** Inode number and blocks, where they are told. */
  readonly counts?: string;
  /** `drwxr-xr-x` */
  readonly mode: string;
  readonly links: string;
  /** `root:adm`, or what there is of it. */
  readonly owner: string;
  readonly size: string;
  readonly time: string;
  /** With its target, where it is a link. */
  readonly name: string;
}

const MODE = "([-dlbcpsDPCMn][-rwxsStTlL]{9}[.+@]?)";
const SIZE = "(\\d[\\d.,]*[KMGTPEZY]?B?|\\d+, +\\d+)";
/** `Nov 20 15:24`, `Aug  5  2019`, `20. Nov 15:24`, `Nov 20 15:24:03 2025` */
const DATE = "[^\\s\\d]*\\d{0,2}\\S{0,9} +\\S{1,9} +(?:\\d\\d:\\d\\d(?::\\d\\d \\d{4})?|\\d{4})";
/** `2025-11-20 15:24`, with seconds and zone, or `11-20 15:24` */
const ISO = "(?:\\d{4}-)?\\d\\d-\\d\\d +\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?: [+-]\\d{4})?";

const ROW = new RegExp(
  `^${MODE} +(\\d+) +(\\S+) +(?:(\\S+) +)?${SIZE} +(${ISO}|${DATE}) (.+)$`,
);

/** Reads a row; `undefined` for any other line. */
export function longRowOf(line: string): LongRow | undefined {
  const found = ROW.exec(line);
  if (found === null) return undefined;
  const [, mode, links, owner, group, size, time, name] = found;
  return {
    mode,
    links,
    owner: group === undefined ? owner : `${owner}:${group}`,
    size: oneBlank(size),
    time: oneBlank(time),
    name,
  };
}

function oneBlank(text: string): string {
  return text.replace(/ +/g, " ");
}
