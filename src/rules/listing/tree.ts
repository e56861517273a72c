import { writersOf } from "../printer.ts";
import type { Rule } from "../rule.ts";
import { quoted } from "./names.ts";
import { type Leaf, leafOf } from "./tree_lines.ts";

const BRANCH = /^[├|`└]──? ?|^[|`]-- /m;
/** Fewer gain nothing. */
const FEWEST = 4;

/** Trees of files: one space a level, `folder/ a b` for the names in a folder. Every name stays, in order. */
export const tree: Rule = {
  name: "tree",
  doc: "tree: one space a level, names of a folder side by side",
  loses: "nothing",
  matches: (sight) =>
    writersOf(sight).some(({ program }) => program === "tree") && BRANCH.test(sight.text),
  squeeze: ({ text }) => {
    const lines = text.split("\n").map((line) => leafOf(line) ?? line);
    const leaves = lines.filter(isLeaf);
    if (leaves.length < FEWEST || leaves.some(({ name }) => name.includes('"'))) return undefined;
    return new Printer(lines).lines().join("\n");
  },
};

function isLeaf(line: Leaf | string): line is Leaf {
  return typeof line !== "string";
}

/** A line that takes further names of one depth. */
interface Open {
  text: string;
  readonly depth: number;
  readonly isFolder: boolean;
}

class Printer {
  readonly #lines: readonly (Leaf | string)[];
  readonly #out: string[] = [];
  #open: Open | undefined;

  constructor(lines: readonly (Leaf | string)[]) {
    this.#lines = lines;
  }

  lines(): string[] {
    this.#lines.forEach((line, i) => {
      if (isLeaf(line)) this.#add(line, this.#isFolder(line, i));
      else {
        this.#close();
        this.#out.push(line);
      }
    });
    this.#close();
    return this.#out;
  }

  #add(leaf: Leaf, isFolder: boolean): void {
    const word = wordOf(leaf, isFolder);
    if (!isFolder && this.#open?.depth === leaf.depth) {
      const comma = leaf.told !== undefined && !this.#open.isFolder ? "," : "";
      this.#open = { ...this.#open, text: `${this.#open.text}${comma} ${word}`, isFolder: false };
      return;
    }
    this.#close();
    this.#open = {
      text: " ".repeat(leaf.depth) + word,
      depth: isFolder ? leaf.depth + 1 : leaf.depth,
      isFolder,
    };
  }

  #isFolder({ name, depth }: Leaf, i: number): boolean {
    const next = this.#lines[i + 1];
    return name.endsWith("/") || next !== undefined && isLeaf(next) && next.depth > depth;
  }

  #close(): void {
    if (this.#open !== undefined) this.#out.push(this.#open.text);
    this.#open = undefined;
  }
}

function wordOf({ name, told }: Leaf, isFolder: boolean): string {
  const word = isFolder && !name.endsWith("/") ? `${name}/` : name;
  if (told === undefined) return quoted(word);
  return `${told} ${word.includes(",") ? `"${word}"` : quoted(word)}`;
}
