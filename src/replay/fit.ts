/** One request: what we estimate of it, and what the provider counted, in tokens. */
export interface Point {
  readonly estimated: number;
  readonly counted: number;
}

/** How counts follow from estimates: `counted = head + factor * estimated`. */
export interface Fit {
  readonly factor: number;
  /** Tokens that stand in every request and in no estimate. */
  readonly head: number;
}

/** Tokenizers differ by less than this from the one that is estimated. */
const LEAST_FACTOR = 0.6;
const MOST_FACTOR = 2.5;

/** What coding agents send before the first message, where nothing was counted: tools and instructions. */
const USUAL_HEAD = 20_000;

/** For requests that are known whole. */
export function factorOf(points: readonly Point[]): Fit {
  const [estimated, counted] = [sumOf(points, "estimated"), sumOf(points, "counted")];
  const isTold = estimated > 0 && counted > 0;
  return { factor: isTold ? bounded(counted / estimated) : 1, head: 0 };
}

/** For requests of which the head is not known: the straight line through all of them. */
export function lineOf(points: readonly Point[]): Fit {
  if (points.length === 0) return { factor: 1, head: USUAL_HEAD };
  const [x, y] = [
    sumOf(points, "estimated") / points.length,
    sumOf(points, "counted") / points.length,
  ];
  let [along, square] = [0, 0];
  for (const { estimated, counted } of points) {
    along += (estimated - x) * (counted - y);
    square += (estimated - x) ** 2;
  }
  const factor = points.length > 2 && square > 0 ? bounded(along / square) : 1;
  return { factor, head: Math.max(0, y - factor * x) };
}

function bounded(factor: number): number {
  return Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, factor));
}

function sumOf(points: readonly Point[], name: keyof Point): number {
  return points.reduce((sum, point) => sum + point[name], 0);
}
