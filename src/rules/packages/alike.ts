import { differenceOf, linesOf, NAME, type Stanza, valueOf } from "./stanza.ts";

/** One line that says how to read what follows. */
export const LEGEND =
  "[As under NAME VERSION: fields, and further lines of a field, that are not shown are the same there.]";
export const AS_UNDER = "As under ";
export const WITHOUT = ", without ";

/** Characters that are saved at the least, as a part of the whole. */
const LEAST_SAVED = 0.2;
/** So many packages are looked at that were shown last, and as many of a like name. */
const NEAR = 8;

/** The parts of a text, stanzas written by what is different from one that is shown before, where that is short. */
export function sayOnce(parts: readonly (Stanza | string)[]): string {
  const shown = new Shown();
  const written = parts.map((part) =>
    typeof part === "string" ? part : shown.write(part).join("\n")
  );
  return [...(shown.isReferred ? [LEGEND] : []), written.join("\n\n")].join("\n");
}

/** The packages that are shown whole. None of the others is pointed at: references do not chain. */
class Shown {
  readonly #last: Stanza[] = [];
  readonly #byName = new Map<string, Stanza[]>();
  /** How often each name and version came: what came twice can't be pointed at. */
  readonly #times = new Map<string, number>();
  isReferred = false;

  write(stanza: Stanza): string[] {
    const whole = linesOf(stanza);
    const title = titleOf(stanza);
    if (title === undefined) return whole;
    this.#times.set(title, this.#timesOf(stanza) + 1);
    const candidates = [...new Set([...this.#last, ...this.#namesakes(stanza)])]
      .filter((candidate) => this.#timesOf(candidate) === 1);
    let shortest: readonly string[] = whole;
    let least = lengthOf(whole) * (1 - LEAST_SAVED);
    for (const candidate of candidates) {
      const lines = referring(stanza, candidate);
      if (lines === undefined) continue;
      const length = lengthOf(lines);
      if (length >= least) continue;
      least = length;
      shortest = lines;
    }
    if (shortest === whole) this.#show(stanza);
    else this.isReferred = true;
    return [...shortest];
  }

  #show(stanza: Stanza): void {
    pushLast(this.#last, stanza);
    const names = this.#namesakes(stanza);
    pushLast(names, stanza);
    this.#byName.set(keyOf(stanza), names);
  }

  #timesOf(stanza: Stanza): number {
    return this.#times.get(titleOf(stanza) ?? "") ?? 0;
  }

  #namesakes(stanza: Stanza): Stanza[] {
    return this.#byName.get(keyOf(stanza)) ?? [];
  }
}

function referring(stanza: Stanza, other: Stanza): string[] | undefined {
  const difference = differenceOf(stanza, other);
  if (difference === undefined) return undefined;
  const { lines, without } = difference;
  const but = without.length === 0 ? "" : `${WITHOUT}${without.join(", ")}`;
  return [...lines, `${AS_UNDER}${titleOf(other)}${but}`];
}

function pushLast(stanzas: Stanza[], stanza: Stanza): void {
  stanzas.push(stanza);
  if (stanzas.length > NEAR) stanzas.shift();
}

/** Name and version; none where the stanza lacks one, or a field stands in it twice. */
function titleOf(stanza: Stanza): string | undefined {
  const [name, version] = [valueOf(stanza, NAME), valueOf(stanza, "Version")];
  const names = new Set(stanza.map(({ name }) => name));
  return name === undefined || version === undefined || names.size < stanza.length
    ? undefined
    : `${name} ${version}`;
}

/** The name up to its first number: `dotnet-runtime-` of `dotnet-runtime-8.0`. */
function keyOf(stanza: Stanza): string {
  const name = valueOf(stanza, NAME) ?? "";
  const digit = name.search(/\d/);
  return digit < 0 ? name : name.slice(0, digit);
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
