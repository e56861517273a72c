/** Eighths of a cell, the least first. */
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const LEVELS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** A share of 1 as a bar so many cells wide, the rest dotted; of more than all, or less than nothing, the nearest. */
export function bar(share: number, width: number): string {
  if (width < 1) return "";
  const cells = Math.min(Math.max(share || 0, 0), 1) * width;
  const full = "█".repeat(Math.floor(cells)) + EIGHTHS[Math.floor((cells % 1) * 8)];
  return full + "·".repeat(width - full.length);
}

/** Values beside one another, each as high as it is of the largest; what is lost stands on the ground. */
export function spark(values: readonly number[]): string {
  const most = Math.max(...values, 0);
  return values.map((value) =>
    value <= 0 || most === 0
      ? LEVELS[0]
      : LEVELS[Math.min(LEVELS.length - 1, Math.floor(value / most * LEVELS.length))]
  ).join("");
}
