import { printersOf, subcommandOf } from "../printer.ts";
import type { Rule } from "../rule.ts";
import type { Stage } from "../shell.ts";
import { type Branch, branchOf, linesOf, type Node, nodesOf, standsAlone } from "./tree.ts";

/** The subcommands that draw what depends on what. */
const DRAWING: ReadonlyMap<string, RegExp> = new Map([
  ["bun", /^pm$/],
  ["cargo", /^tree$/],
  ["composer", /^(?:show|why|depends)$/],
  ["deno", /^info$/],
  ["gradle", /dependenc/],
  ["gradlew", /dependenc/],
  ["mvn", /dependency:tree/],
  ["npm", /^(?:explain|fund|la|list|ll|ls|why)$/],
  ["pipdeptree", /^/],
  ["pnpm", /^(?:la|list|ll|ls|why)$/],
  ["poetry", /^show$/],
  ["uv", /^(?:pip|tree)$/],
  ["yarn", /^(?:info|list|why)$/],
]);
const DRAWN = /^(?:\[INFO\] )?[├└+`\\][─┬-]+ \S/m;

/** How often a mark must stand for its words, so that the line that explains it is paid for. */
const OFTEN = 4;
/** What is said of many packages. */
const DEDUPED = " deduped";
const OPTIONAL = "UNMET OPTIONAL DEPENDENCY ";

/** The first that no name has in that place stands for such words. */
const MARKS_BEHIND = ["*", "'", "="];
const MARKS_BEFORE = ["?", "!", "="];

/** Names of npm and no other words hold an `@`: then it is plain where the next one begins. */
const NAME = /^[^ ]+@[^ ]*(?: [^@]*)?$/;
/** Else the first of these that no name holds is put between names on a line. */
const SEPARATORS = [" ", ", ", "; ", " | "];

/** Trees of dependencies: a blank for each level, and names that have nothing below them share a line. */
export const packageTree: Rule = {
  name: "package_tree",
  doc: "npm ls, cargo tree and the like: levels by indentation, leaves on one line",
  loses: "nothing",
  matches: (sight) => printersOf(sight).some(draws) && DRAWN.test(sight.text),
  squeeze: ({ text }) => {
    const parts = partsOf(text.split("\n"));
    const nodes = parts.flatMap(({ nodes }) => nodes);
    const marks = new Marks(nodes);
    const labels = nodes.map(({ label }) => marks.in(label));
    const separator = separatorOf(labels.filter((label) => !standsAlone(label)));
    if (separator === undefined || nodes.length === 0) return undefined;
    const written = parts.flatMap(({ lines, nodes }) => [
      ...(lines.length === 0 ? [] : [lines.join("\n")]),
      ...linesOf(nodes.map(({ depth, label }) => ({ depth, label: marks.in(label) })), separator),
    ]);
    return [...marks.legend, ...written].join("\n");
  },
};

function draws(stage: Stage): boolean {
  const drawing = DRAWING.get(stage.program);
  return drawing !== undefined &&
    (drawing.test(subcommandOf(stage) ?? "") || stage.args.some((arg) => /dependenc/.test(arg)));
}

/** Lines as they are, and the tree below them. */
interface Part {
  readonly lines: readonly string[];
  readonly nodes: readonly Node[];
}

function partsOf(lines: readonly string[]): Part[] {
  const parts: Part[] = [];
  let from = 0;
  let branches: Branch[] = [];
  for (let at = 0; at <= lines.length; at++) {
    const branch = branchOf(lines[at] ?? "");
    if (branch !== undefined) branches.push(branch);
    else if (branches.length > 0) {
      const nodes = nodesOf(branches);
      if (nodes !== undefined) {
        parts.push({ lines: lines.slice(from, at - branches.length), nodes });
        from = at;
      }
      branches = [];
    }
  }
  return [...parts, { lines: lines.slice(from), nodes: [] }];
}

function separatorOf(labels: readonly string[]): string | undefined {
  return labels.every((label) => NAME.test(label))
    ? " "
    : SEPARATORS.find((separator) => !labels.some((label) => label.includes(separator)));
}

/** Marks in place of words that npm says again and again. */
class Marks {
  /** Behind a name. */
  readonly #deduped: string | undefined;
  /** Before a name. */
  readonly #optional: string | undefined;

  constructor(nodes: readonly Node[]) {
    const labels = nodes.map(({ label }) => label);
    if (labels.filter((label) => label.endsWith(DEDUPED)).length >= OFTEN) {
      this.#deduped = MARKS_BEHIND.find((mark) => !labels.some((label) => label.endsWith(mark)));
    }
    if (labels.filter((label) => label.startsWith(OPTIONAL)).length >= OFTEN) {
      this.#optional = MARKS_BEFORE.find((mark) => !labels.some((label) => label.startsWith(mark)));
    }
  }

  /** One line that explains the marks; none where there are none. */
  get legend(): string[] {
    const marks = [
      ...(this.#deduped === undefined ? [] : [`${this.#deduped} behind a name: deduped`]),
      ...(this.#optional === undefined
        ? []
        : [`${this.#optional} before one: ${OPTIONAL.trimEnd()}`]),
    ];
    return marks.length === 0 ? [] : [`[${marks.join(", ")}]`];
  }

  in(label: string): string {
    if (this.#deduped !== undefined && label.endsWith(DEDUPED)) {
      return label.slice(0, -DEDUPED.length) + this.#deduped;
    }
    return this.#optional !== undefined && label.startsWith(OPTIONAL)
      ? this.#optional + label.slice(OPTIONAL.length)
      : label;
  }
}
