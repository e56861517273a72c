import { type Open, readFrom } from "../json/read.ts";
import { type FileReport, fileReport, MESSAGES, reportWith, written } from "./eslint_json_file.ts";

const FILE = /\{\s*"filePath"\s*:/g;
/** What stands between reports, and around them all. */
const BETWEEN = "[], \t\r\n";

/** The reports in a text, and what stands between them. Of one that breaks off, what is left stands behind its path. */
export function stretchesOf(text: string): (FileReport | string)[] {
  const stretches: (FileReport | string)[] = [];
  const pattern = new RegExp(FILE);
  let from = 0;
  let lead = "";
  const keep = (to: number) => {
    const raw = lead === ""
      ? stripped(text.slice(from, to))
      : lead + text.slice(from, to).trimEnd();
    if (raw !== "") stretches.push(raw);
  };
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const read = reportsAt(text, found.index);
    if (read === undefined) continue;
    keep(found.index);
    stretches.push(...read.reports);
    lead = read.lead;
    from = pattern.lastIndex = read.end;
  }
  keep(text.length);
  return stretches;
}

/** Reports, what is to stand before the text behind them, and where that begins. */
interface Found {
  readonly reports: readonly FileReport[];
  readonly lead: string;
  readonly end: number;
}

function reportsAt(text: string, at: number): Found | undefined {
  const { values, open, end } = readFrom(text, at, false) ?? { values: [], open: [], end: at };
  if (values.length > 0) {
    const reports = values.flatMap((value) => fileReport(value) ?? []);
    return reports.length < values.length ? undefined : { reports, lead: "", end };
  }
  const [file, messages, ...inner] = open;
  if (file === undefined) return undefined;
  const isInMessages = messages !== undefined && file.key === MESSAGES;
  const report = isInMessages ? reportWith(file, messages.values) : fileReport(file);
  // Whether a file has problems is not known before the first is read.
  if (isInMessages && messages.values.length === 0) return undefined;
  const broken = brokenOff(isInMessages ? inner : open.slice(1));
  return report && { reports: [report], lead: `${report.path}\n${broken}`, end };
}

/** What had been read of the message that breaks off. */
function brokenOff(frames: readonly Open[]): string {
  return frames.map(({ kind, keys, values, key }, i) => {
    const items = values.map((value, k) =>
      kind === "{" ? `${keys[k]}:${written(value)}` : written(value)
    );
    const isOpen = i < frames.length - 1;
    if (isOpen) items.push(key === undefined ? "" : `${key}:`);
    return kind + items.join(",");
  }).join("");
}

function stripped(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && BETWEEN.includes(text[from])) from++;
  while (to > from && BETWEEN.includes(text[to - 1])) to--;
  return text.slice(from, to);
}
