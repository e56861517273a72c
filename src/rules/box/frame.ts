/** A line that rules the rows of a table: where bars stand in its rows, and whether it closes them on both sides. */
export interface Frame {
  /** Characters from the start of the line. */
  readonly bars: readonly number[];
  readonly isClosed: boolean;
}

const BARS = "│┃║|";
const RULES = "─━═╌=-";
const CORNERS = "┌└├╔╚╠╭╰╞╟┏┗┣+";
const JOINTS = "┬┼┴╦╬╩╤╪╧╫┳╋┻┐┘┤╗╝╣╮╯╡╢┓┛┫";
const NARROWEST = 3;
const FRAME = new RegExp(`^[${CORNERS}${JOINTS}${RULES}]{4,}$`);
const JOINT = new RegExp(`[${CORNERS}${JOINTS}]`, "g");
const RULE_RUN = new RegExp(`([${RULES}])\\1+`, "g");

/** The frame that a line draws: `├────┼────┤`, `+----+----+`, `----+----`. */
export function frameOf(line: string): Frame | undefined {
  if (!FRAME.test(line)) return undefined;
  const bars = [...line.matchAll(JOINT)].map(({ index }) => index);
  if (bars.length === 0 || !hasRoom(line)) return undefined;
  return { bars, isClosed: bars[0] === 0 && bars[bars.length - 1] === line.length - 1 };
}

/** A cell has a blank on each side of what it holds: what is narrower has been shortened. */
function hasRoom(line: string): boolean {
  return line.split(JOINT).every((rule) => rule.length === 0 || rule.length >= NARROWEST);
}

/** The frame's line with one character for each cell. */
export function shortened(line: string): string {
  return line.replace(RULE_RUN, "$1");
}

/** A row's cells without their padding, and its bar. `undefined` where the row does not fit the frame. */
export function cellsOf(line: string, { bars, isClosed }: Frame) {
  const bar = line[bars[0]];
  const fits = bars.every((place) => line[place] === bar) &&
    (!isClosed || line.length === bars[bars.length - 1] + 1);
  const places = fits && BARS.includes(bar) ? bars : counted(line, bars.length, isClosed);
  if (places === undefined) return undefined;
  const edges = isClosed ? places : [-1, ...places, line.length];
  const cells = edges.slice(1).map((end, i) => line.slice(edges[i] + 1, end).trim());
  return { bar: line[places[0]], cells };
}

/** Where the bars stand in a row of wide characters, which take two columns. */
function counted(line: string, count: number, isClosed: boolean): number[] | undefined {
  for (const bar of BARS) {
    const places: number[] = [];
    for (let at = line.indexOf(bar); at >= 0; at = line.indexOf(bar, at + 1)) places.push(at);
    if (places.length !== count) continue;
    return !isClosed || places[0] === 0 && places[count - 1] === line.length - 1
      ? places
      : undefined;
  }
  return undefined;
}
