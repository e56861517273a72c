import { printersOf, subcommandOf } from "../printer.ts";
import type { Sight } from "../rule.ts";
import type { Stage } from "../shell.ts";
import type { Dialect } from "./dialect.ts";
import { dialects } from "./dialects.ts";

/** Programs that run others: what they print may be in any dialect. */
const RUNNERS = new Set(
  ("act ansible-playbook bash bazel bun docker docker-compose gmake hatch just lerna make mage mise npm npx nox nx " +
    "pdm pixi pnpm podman poe pre-commit rake sh task tox turbo vagrant yarn zsh").split(" "),
);

/** What these print is somebody's data. */
const DATA = new Set(
  "cat cp events history images inspect logs ls outdated ps stats top view".split(" "),
);

/** The dialects that such programs speak. */
export function dialectsOf(sight: Pick<Sight, "pipelines">): readonly Dialect[] {
  const printers = printersOf(sight).filter(isNoData);
  if (printers.some(runsOthers)) return dialects;
  const names = new Set(printers.map(({ program }) => program));
  return dialects.filter(({ programs }) => programs.some((program) => names.has(program)));
}

/** Those of them that the text is in. */
export function spokenIn(sight: Sight): readonly Dialect[] {
  return dialectsOf(sight).filter(({ signs }) => signs.some((sign) => sight.text.includes(sign)));
}

function isNoData(stage: Stage): boolean {
  return !DATA.has(subcommandOf(stage) ?? "");
}

function runsOthers({ program }: Stage): boolean {
  return RUNNERS.has(program) || program.endsWith(".sh");
}
