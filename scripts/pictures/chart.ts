/** One line of a chart: a value for each step. */
export interface Line {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly number[];
}

/** What a chart says beside its lines. */
export interface Labels {
  readonly title: string;
  readonly steps: string;
  /** A value as the scale shows it. */
  readonly value: (value: number) => string;
}

const [WIDTH, HEIGHT] = [720, 300];
const PLOT = { left: 64, right: WIDTH - 170, top: 44, bottom: HEIGHT - 40 };
const TICKS = 4;

/** Lines over steps as an SVG that is readable on light and on dark pages. */
export function chart(lines: readonly Line[], labels: Labels): string {
  const steps = Math.max(...lines.map(({ values }) => values.length));
  const most = niceAbove(Math.max(...lines.flatMap(({ values }) => values)));
  const x = (step: number) => PLOT.left + (PLOT.right - PLOT.left) * step / (steps - 1);
  const y = (value: number) => PLOT.bottom - (PLOT.bottom - PLOT.top) * value / most;
  const ticks = Array.from({ length: TICKS + 1 }, (_, i) => most * i / TICKS);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"` +
    ` font-family="system-ui, sans-serif" font-size="13" aria-label="${labels.title}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" rx="8" fill="#fff"/>`,
    text(16, 26, labels.title, 'font-weight="600" fill="#1f2328"'),
    ...ticks.map((value) => gridLine(y(value), labels.value(value))),
    text(
      (PLOT.left + PLOT.right) / 2,
      HEIGHT - 12,
      `${labels.steps} (1 to ${steps})`,
      'text-anchor="middle" fill="#59636e"',
    ),
    ...lines.map(({ colour, values }) => polyline(values.map((v, i) => [x(i), y(v)]), colour)),
    ...lines.flatMap(({ name, colour, values }) => {
      const last = values[values.length - 1];
      const label = `${name}: ${labels.value(last)}`;
      return text(PLOT.right + 10, y(last) + 4, label, `fill="${colour}" font-weight="600"`);
    }),
    "</svg>\n",
  ].join("\n");
}

/** The next number above that a scale is well divided by. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const nice = [1, 2, 4, 6, 8, 10].find((times) => times * power >= value) ?? 10;
  return nice * power;
}

function gridLine(y: number, label: string): string {
  const at = y.toFixed(1);
  return `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${at}" y2="${at}" stroke="#d1d9e0"/>` +
    text(PLOT.left - 8, y + 4, label, 'text-anchor="end" fill="#59636e"');
}

function polyline(points: readonly (readonly number[])[], colour: string): string {
  const said = points.map((point) => point.map((at) => at.toFixed(1)).join(",")).join(" ");
  return `<polyline points="${said}" fill="none" stroke="${colour}" stroke-width="2.5"/>`;
}

function text(x: number, y: number, said: string, attributes: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${said}</text>`;
}
