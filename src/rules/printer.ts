import type { Sight } from "./rule.ts";
import type { Pipeline, Stage } from "./shell.ts";

/** Programs that hand on lines of what they are given, as they are. */
const PAGERS = new Set(["cat", "head", "less", "more", "tail", "tee"]);

/** Programs that choose lines by a pattern. */
const GREPS = new Set(["ag", "egrep", "fgrep", "grep", "rg"]);

/** Options of `git`, `npm`, `docker` and the like that take the next word with them, before the subcommand. */
const VALUED = new Set(
  ("-C -c --git-dir --work-tree --namespace --prefix --dir --filter --workspace -w -F -H --host --context -n --config " +
    "--manifest-path --chdir --color -p --project-directory --file -f --profile --kubeconfig")
    .split(" "),
);

/** The programs whose print the text is: of each pipeline the last one that does more than hand lines on. */
export function printersOf({ pipelines }: Pick<Sight, "pipelines">): Stage[] {
  return pipelines.flatMap((pipeline) => printerOf(pipeline) ?? []);
}

/** The programs whose lines the text holds, whatever chooses or sorts them afterwards (`grep -rn x . | grep -v test | sort`). */
export function writersOf({ pipelines }: Pick<Sight, "pipelines">): Stage[] {
  return pipelines.flatMap((pipeline) =>
    pipeline.findLast((stage, i) => i === 0 || !handsLinesOn(stage)) ?? []
  );
}

/** Has the print of a program gone through `head`, `tail` or the like, so that it may lack its beginning or end? */
export function mayBeCut({ pipelines }: Pick<Sight, "pipelines">): boolean {
  return pipelines.flat().some(({ program }) => program === "head" || program === "tail");
}

/** The first word behind a program's own options: `log` of `git -C x --no-pager log -3`. */
export function subcommandOf({ args }: Pick<Stage, "args">): string | undefined {
  return args.find((arg, i) => !arg.startsWith("-") && !VALUED.has(args[i - 1] ?? ""));
}

/** Did a program of this name print (a part of) the text, with one of these subcommands, if any are named? */
export function printedBy(
  sight: Pick<Sight, "pipelines">,
  program: string,
  ...subcommands: readonly string[]
): boolean {
  return printersOf(sight).some((stage) =>
    stage.program === program &&
    (subcommands.length === 0 || subcommands.includes(subcommandOf(stage) ?? ""))
  );
}

function printerOf(pipeline: Pipeline): Stage | undefined {
  return pipeline.findLast(({ program, args }) =>
    !PAGERS.has(program) || program === "cat" && args.some((arg) => !arg.startsWith("-"))
  );
}

function handsLinesOn({ program, args }: Stage): boolean {
  if (PAGERS.has(program)) return true;
  if (program === "sort") return args.every((arg) => /^-[uV]+$/.test(arg));
  if (program === "uniq") return args.length === 0;
  if (program === "cut") return args.length === 1 && /^-c1?-\d+$/.test(args[0]);
  return GREPS.has(program) && args.filter((arg) => !arg.startsWith("-")).length === 1 &&
    args.every((arg) =>
      /^(?!-)|^-[viEFPwxe]+$|^--(?:invert-match|line-buffered|color=\w+)$/.test(arg)
    );
}
