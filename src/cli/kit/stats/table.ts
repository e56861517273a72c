import stringWidth from "string-width";
import { harmless } from "../format.ts";
import { ends } from "../grid.ts";
import { bar } from "./bar.ts";

/** One line of a section: what it is about, figures, and a share of 1 that is drawn where there is room. */
export interface Line {
  readonly name: string;
  readonly figures: readonly string[];
  readonly share?: number;
  /** Said behind all else, where there is room. */
  readonly note?: string;
}

/** Lines under a title. */
export interface Section {
  readonly title: string;
  /** Titles of the figures; none where they speak for themselves. */
  readonly heads?: readonly string[];
  readonly lines: readonly Line[];
}

/** How wide the parts of a section's lines are. */
interface Layout {
  readonly width: number;
  readonly name: number;
  readonly bar: number;
  readonly figures: readonly number[];
}

const INDENT = "  ";
const GAP = "  ";
const LONGEST_BAR = 20;
/** A shorter bar tells nothing. */
const SHORTEST_BAR = 6;
/** However narrow the terminal is. */
const SHORTEST_NAME = 12;

/** Sections in columns that fit into lines of `width`. Those without lines are left out. */
export function sectionsIn(sections: readonly Section[], width: number, colour: boolean): string {
  return sections.filter(({ lines }) => lines.length > 0).map(spoken)
    .map((section) => `\n${printed(section, width, colour)}`).join("");
}

/** Names come from requests: what a terminal would obey in them is no part of the screen. */
function spoken(section: Section): Section {
  const lines = section.lines.map((line) => ({ ...line, name: harmless(line.name) }));
  return { ...section, lines };
}

function printed(section: Section, width: number, colour: boolean): string {
  const { title, heads, lines } = fitting({ heads: [], ...section }, width - INDENT.length);
  const layout = layoutOf({ title, heads, lines }, width - INDENT.length);
  // A title begins where its lines are indented to.
  const wider = { ...layout, name: layout.name + INDENT.length, width };
  const figures = lineIn({ name: title, figures: heads }, wider).slice(title.length);
  const head = colour ? `\u001b[1m${title}\u001b[0m${figures}` : `${title}${figures}`;
  return `${head}\n${lines.map((line) => `${INDENT}${lineIn(line, layout)}\n`).join("")}`;
}

/** Where not all figures fit beside a short name, the first of them go: the last one counts most. */
function fitting(section: Required<Section>, width: number): Required<Section> {
  const { title, heads, lines } = section;
  const figures = widthsOf(section);
  if (figures.length < 2 || SHORTEST_NAME + takenBy(figures) <= width) return section;
  const rest = lines.map((line) => ({ ...line, figures: line.figures.slice(1) }));
  return fitting({ title, heads: heads.slice(1), lines: rest }, width);
}

/** The names take what they need, then the bars what is left, and no more than they can use. */
function layoutOf(section: Required<Section>, width: number): Layout {
  const { title, lines } = section;
  const figures = widthsOf(section);
  const taken = takenBy(figures);
  const names = lines.map(({ name }) => stringWidth(name));
  const longest = Math.max(title.length - INDENT.length, ...names);
  const name = Math.max(SHORTEST_NAME, Math.min(longest, width - taken));
  const left = Math.min(LONGEST_BAR, width - taken - name - GAP.length);
  const isDrawn = left >= SHORTEST_BAR && lines.some(({ share }) => share !== undefined);
  return { width, name, bar: isDrawn ? left : 0, figures };
}

function widthsOf({ heads, lines }: Required<Section>): number[] {
  const rows = [heads, ...lines.map(({ figures }) => figures)];
  return Array.from(
    { length: Math.max(...rows.map((row) => row.length)) },
    (_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)),
  );
}

function takenBy(figures: readonly number[]): number {
  return figures.reduce((sum, one) => sum + GAP.length + one, 0);
}

function lineIn({ name, figures, share, note }: Line, layout: Layout): string {
  const drawn = share === undefined ? " ".repeat(layout.bar) : bar(share, layout.bar);
  const said = ends(name, layout.name);
  const cells = [
    said + " ".repeat(layout.name - stringWidth(said)),
    ...(layout.bar > 0 ? [drawn] : []),
    ...layout.figures.map((width, i) => (figures[i] ?? "").padStart(width)),
  ];
  const line = cells.join(GAP);
  const more = note === undefined ? "" : GAP + note;
  return (stringWidth(line + more) <= layout.width ? line + more : line).trimEnd();
}
