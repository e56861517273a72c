/** One line of a report: `src/a.c:12:5: error: what is wrong`. */
export interface ReportRow {
  readonly path: string;
  readonly line: number;
  /** Not all tools say it. */
  readonly column: number | undefined;
  readonly message: string;
}

const PLACED = /^((?:[A-Za-z]:)?[^\s:*?"<>|]+):(\d{1,7})(?::(\d{1,7}))?(?::(?:\d{1,7}:)?)? (\S.*)$/;
/** `error: ...`, `E501 ...`, `C: ...`, `... [Error/no-var]`: what tells a report from any text with a place before it. */
const SAYS =
  /^(?:(?:fatal |internal )?(?:error|warning|note|info|information|remark|style|performance|portability|hint): |error MD\d|warning MD\d|[A-Z]{1,5}\d{2,5}[:/ ]|[CWEFRI]: )|\[(?:Error|Warning)(?:\/\S+)?\]$/;
/** What `go` says stands as it is: its rows are short. */
const GO = /\.go$/;

/** Reads a row; `undefined` where the line is none. */
export function reportRow(line: string | undefined): ReportRow | undefined {
  const found = line === undefined ? null : PLACED.exec(line);
  if (found === null) return undefined;
  const [, path, number, column, message] = found;
  if (!/[A-Za-z]/.test(path) || GO.test(path) || !SAYS.test(message)) return undefined;
  return {
    path,
    line: Number(number),
    column: column === undefined ? undefined : Number(column),
    message,
  };
}
