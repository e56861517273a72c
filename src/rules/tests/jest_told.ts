import { passing, type Role, TOLD } from "./role.ts";

const FAILED = /^ *[✕×] (.*)$/;
const TIME = / \(\d[\d.]* ?m?s\)$/;
const BETWEEN = " › ";

/** A failed test's line in the tree may go where the failure is told below, under the names of its suites and its own. */
export function withTold(
  lines: readonly string[],
  roles: readonly Role[],
  told: ReadonlySet<string>,
): Role[] {
  if (told.size === 0) return [...roles];
  const suites = new Path();
  return lines.map((line, i) => {
    const role = roles[i];
    if (!("depth" in role)) return role;
    const name = FAILED.exec(line)?.[1].replace(TIME, "");
    const path = suites.to(role.depth, name ?? line.trim());
    return name !== undefined && told.has(path) ? passing(role.depth, 1, TOLD) : role;
  });
}

/** The names under which a line of the tree stands. */
class Path {
  readonly #above: { readonly depth: number; readonly name: string }[] = [];

  /** The path to a line as deep as this. A file's own line is none of it. */
  to(depth: number, name: string): string {
    while ((this.#above.at(-1)?.depth ?? -1) >= depth) this.#above.pop();
    if (depth > 0) this.#above.push({ depth, name });
    return this.#above.map((above) => above.name).join(BETWEEN);
  }
}
