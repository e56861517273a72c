import { stripVTControlCharacters } from "node:util";

/** In pixels: a character of the fixed-width font, and a line. */
const [ADVANCE, LINE] = [8.4, 20];
const MARGIN = 20;
const BAR = 34;

/** What terminals show for the numbers of SGR, as far as they are used here (ECMA-48, 8.3.117). */
const STYLES: Readonly<Record<string, string>> = {
  "1": 'font-weight="600"',
  "2": 'fill="#8b949e"',
  "31": 'fill="#ff7b72"',
  "32": 'fill="#7ee787"',
  "33": 'fill="#e3b341"',
  "36": 'fill="#79c0ff"',
};

/** What a command printed, colours and all, as an SVG of a terminal. */
export function terminal(command: string, printed: string): string {
  const lines = [`\x1b[2m$\x1b[0m ${command}`, ...printed.trimEnd().split("\n")];
  const columns = Math.max(...lines.map((line) => stripVTControlCharacters(line).length));
  const width = Math.ceil(columns * ADVANCE + 2 * MARGIN);
  const height = BAR + lines.length * LINE + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img"` +
    ` aria-label="${escaped(command)}">`,
    `<rect width="${width}" height="${height}" rx="10" fill="#0d1117"/>`,
    ...["#ff5f56", "#ffbd2e", "#27c93f"].map((fill, i) =>
      `<circle cx="${MARGIN + 18 * i}" cy="17" r="5.5" fill="${fill}"/>`
    ),
    '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14"' +
    ' fill="#e6edf3" xml:space="preserve">',
    ...lines.map((line, i) => lineAt(line, BAR + LINE * (i + 0.8))),
    "</g>",
    "</svg>\n",
  ].join("\n");
}

/** Each run of one style by itself, so that columns stand under one another in any font. */
function lineAt(line: string, y: number): string {
  let column = 0;
  return runsOf(line).map(({ said, styles }) => {
    const x = MARGIN + column * ADVANCE;
    column += said.length;
    if (said.trim() === "") return "";
    const length = (said.length * ADVANCE).toFixed(1);
    const attributes = styles.flatMap((style) => STYLES[style] ?? []).join(" ");
    return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" textLength="${length}" ${attributes}>` +
      `${escaped(said)}</text>`;
  }).join("");
}

interface Run {
  readonly said: string;
  readonly styles: readonly string[];
}

function runsOf(line: string): Run[] {
  const [first, ...rest] = line.split("\x1b[");
  let styles: readonly string[] = [];
  return [
    { said: first, styles },
    ...rest.map((part) => {
      const end = part.indexOf("m");
      const named = part.slice(0, end).split(";").filter((style) => style !== "" && style !== "0");
      styles = named.length === 0 ? [] : [...styles, ...named];
      return { said: part.slice(end + 1), styles };
    }),
  ];
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
