const UNITS: readonly (readonly [number, string])[] = [[1e9, "G"], [1e6, "M"], [1e3, "k"]];

function short(value: number): string {
  const digits = Math.abs(value) < 100 && !Number.isInteger(value) ? 1 : 0;
  return value.toFixed(digits);
}

/** A count in at most four digits: `1234567` is `1.2 M`. */
export function count(value: number): string {
  const unit = UNITS.find(([size]) => Math.abs(value) >= size);
  return unit ? `${short(value / unit[0])} ${unit[1]}` : short(value);
}

const SIZES = ["bytes", "KB", "MB", "GB", "TB"];

/** A size on disk or in memory: `1536` is `1.5 KB`. */
export function size(bytes: number): string {
  const power = Math.min(
    SIZES.length - 1,
    Math.floor(Math.log2(Math.max(1, Math.abs(bytes))) / 10),
  );
  return `${short(bytes / 1024 ** power)} ${SIZES[power]}`;
}

const SPANS: readonly (readonly [number, string])[] = [
  [86_400, "d"],
  [3600, "h"],
  [60, "min"],
  [1, "s"],
];

/** A length of time in its two largest units: `7384` seconds are `2 h 3 min`. */
export function duration(seconds: number): string {
  const parts = SPANS.map(([length, unit], i) => {
    const left = i === 0 ? seconds : seconds % SPANS[i - 1][0];
    return { value: Math.floor(left / length), unit };
  });
  const first = parts.findIndex(({ value }) => value > 0);
  if (first === -1) return "0 s";
  return parts.slice(first, first + 2).filter(({ value }) => value > 0)
    .map(({ value, unit }) => `${value} ${unit}`).join(" ");
}

/** A share, signed where it is a loss. */
export function percent(value: number): string {
  return `${value.toFixed(1)} %`;
}

/** A text of somebody else's that does nothing to a terminal: no colours, no bells, no moves of its cursor. */
export function harmless(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "?");
}

/** Money, signed: cents from a dollar on, and tenths of a cent below. */
export function dollars(value: number): string {
  const size = Math.abs(value);
  const shown = size.toFixed(size >= 1 ? 2 : 3);
  return `${value < 0 && Number(shown) > 0 ? "-" : ""}$${shown}`;
}
