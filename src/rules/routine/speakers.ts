import { printersOf } from "../printer.ts";
import type { Sight } from "../rule.ts";
import type { Stage } from "../shell.ts";
import type { Dialect } from "./dialect.ts";
import { dialects } from "./dialects.ts";

/** Programs that run others: what they print may be in any dialect. */
const RUNNERS = new Set(
  ("act ansible-playbook bash bazel bun docker docker-compose gmake hatch just lerna make mage mise npm npx nox nx " +
    "pdm pixi pnpm podman poe pre-commit rake sh task tox turbo vagrant yarn zsh").split(" "),
);

/** What containers tell of themselves is somebody's data. */
const CONTAINERS = new Set("docker docker-compose kubectl nerdctl oc podman".split(" "));
const DATA = new Set("cp events history images inspect logs ls ps stats top".split(" "));

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
  if (!CONTAINERS.has(stage.program)) return true;
  return !stage.args.some((arg) => DATA.has(arg));
}

function runsOthers({ program }: Stage): boolean {
  return RUNNERS.has(program) || program.endsWith(".sh");
}
