/** Lines that stand one after another and are looked for as one. */
export const WINDOW = 3;

/** Where FNV-1a begins, and what it multiplies with (https://www.rfc-editor.org/rfc/rfc9923). */
const BASIS = 0x811c9dc5 | 0;
const PRIME = 0x01000193;

/** A number for a line: equal lines have equal numbers, others hardly ever. */
export function hashOf(line: string): number {
  let hash = BASIS;
  for (let i = 0; i < line.length; i++) hash = Math.imul(hash ^ line.charCodeAt(i), PRIME);
  return hash;
}

export function hashesOf(lines: readonly string[]): Int32Array {
  return Int32Array.from(lines, hashOf);
}

/** A number for the `WINDOW` lines from this one on. There must be so many. */
export function windowAt(hashes: Int32Array, at: number): number {
  let hash = hashes[at];
  for (let i = 1; i < WINDOW; i++) hash = Math.imul(hash, PRIME) + hashes[at + i] | 0;
  return hash;
}
