import { isAligned, quoted } from "./pieces.ts";

/** What the rows below a line of code mark, as `gcc` draws it. */
export interface CaretMarks {
  /** `-9`, or `(5-9)` where the caret stands within what is marked. */
  readonly range: string;
  /** What is said of the pieces, and what should stand in their place. */
  readonly notes: readonly string[];
}

/** What a row of marks means: the caret, and the stretches that are marked, the caret's own first. */
interface Stretches {
  readonly caret: number;
  readonly all: readonly { readonly from: number; readonly to: number }[];
}

/** Reads `~~^~~  ~~~` and the labels below; `undefined` where more is drawn, or marks may stand elsewhere than they seem. */
export function caretMarks(
  [marks = "", ...below]: readonly string[],
  code: string,
  column?: number,
): CaretMarks | undefined {
  const stretches = stretchesIn(marks);
  if (stretches === undefined) return undefined;
  const { caret, all } = stretches;
  if (marks.trim() === "^" && below.length === 0) return { range: "", notes: [] };
  if (!isAligned(code, all.map((stretch) => ({ ...stretch, label: "" })))) return undefined;
  const notes = notesIn(below, stretches, code);
  const shift = column === undefined ? 1 : column - caret;
  return notes && { range: rangeOf(stretches, shift), notes };
}

function stretchesIn(marks: string): Stretches | undefined {
  const caret = marks.indexOf("^");
  if (caret < 0 || !/^[ ~^]+$/.test(marks) || marks.indexOf("^", caret + 1) >= 0) return undefined;
  const all = [...marks.matchAll(/[~^]+/g)].map(({ index, 0: { length } }) => (
    { from: index, to: index + length }
  ));
  const isOwn = ({ from, to }: { from: number; to: number }) => from <= caret && caret < to;
  return { caret, all: [...all.filter(isOwn), ...all.filter((stretch) => !isOwn(stretch))] };
}

function rangeOf({ caret, all: [own, ...others] }: Stretches, shift: number): string {
  const rangeOf = ({ from, to }: typeof own) => `${from + shift}-${to + shift}`;
  const isSimple = own.from === caret;
  const end = isSimple && own.to > caret + 1 ? `-${own.to + shift}` : "";
  const listed = (isSimple ? others : [own, ...others]).map(rangeOf);
  return listed.length === 0 ? end : `${end}(${listed.join(",")})`;
}

/** `|  |` and labels below; then, where a stretch begins, what should stand there. */
function notesIn(
  below: readonly string[],
  { caret, all }: Stretches,
  code: string,
): string[] | undefined {
  const [own, ...others] = all;
  const anchors = new Map([[caret, own], ...others.map((other) => [other.from, other] as const)]);
  const hanging = new Set<number>();
  const notes: string[] = [];
  for (const row of below) {
    for (const { index, 0: said } of row.matchAll(/\S+(?: \S+)*/g)) {
      const stretch = anchors.get(index);
      if (said === "|" && stretch !== undefined) hanging.add(index);
      else if (stretch !== undefined && hanging.has(index)) {
        notes.push(quoted({ ...stretch, label: said }, code));
      } else if (index === own.from && row.trim() === said) {
        notes.push(`${quoted({ ...own, label: "" }, code)} => \`${said}\``);
      } else return undefined;
    }
  }
  return notes.length === 0 ? [] : [`  ${notes.join("; ")}`];
}
