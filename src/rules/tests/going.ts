import { indentOf, isBlank } from "../lines.ts";
import type { Role } from "./role.ts";

/** Which lines go: those of passing tests, and headings under which nothing stays. */
export function goingOf(lines: readonly string[], roles: readonly Role[]): boolean[] {
  const tree = new Tree(lines, roles);
  roles.forEach((_, i) => tree.read(i));
  tree.close(0);
  return roles.map(({ kind }, i) => kind === "gone" || (kind === "going" && !tree.stays.has(i)));
}

/** What stands under what, and which lines stay for what stands under them. */
class Tree {
  readonly stays = new Set<number>();
  readonly #lines: readonly string[];
  readonly #roles: readonly Role[];
  /** The line that was read last, and those that it stands under. */
  readonly #open: { readonly line: number; readonly depth: number }[] = [];
  /** Has nothing stood in between that is no part of the tree? */
  #isNear = false;

  constructor(lines: readonly string[], roles: readonly Role[]) {
    this.#lines = lines;
    this.#roles = roles;
  }

  read(line: number): void {
    const role = this.#roles[line];
    if (role.kind === "text") this.#readText(line);
    else if ("depth" in role) {
      this.close(role.depth);
      if (role.kind === "kept") this.stays.add(line);
      this.#open.push({ line, depth: role.depth });
      this.#isNear = true;
    }
  }

  /** Nothing stands any more under what is as deep as this. */
  close(depth: number): void {
    for (let last = this.#open.at(-1); last && last.depth >= depth; last = this.#open.at(-1)) {
      this.#open.pop();
      const above = this.#open.at(-1);
      if (above && this.stays.has(last.line)) this.stays.add(above.line);
    }
  }

  #readText(line: number): void {
    const last = this.#open.at(-1);
    this.#isNear &&= last !== undefined && !isBlank(this.#lines[line]) &&
      indentOf(this.#lines[line]) > indentOf(this.#lines[last.line]);
    if (this.#isNear && last) this.stays.add(last.line);
  }
}
