import { subcommandOf, writersOf } from "../printer.ts";
import type { Rule, Sight } from "../rule.ts";
import type { Stage } from "../shell.ts";
import { type Block, blocksOf } from "./blocks.ts";
import { tableOf } from "./columns.ts";
import { folded } from "./fold.ts";
import type { Layout } from "./keys.ts";

const GATHERED = new Set("arp df lsmod lsof netstat ps route ss systemctl top".split(" "));
const KEPT = new Set(
  "btop findmnt htop last losetup lsblk lsns nmcli swapon virsh w who".split(" "),
);
/** Programs that print other things as well, and tables by these subcommands: whose rows are looked for whole. */
const PLAIN = new Set(["docker", "helm", "kubectl", "nerdctl", "oc", "podman"]);
const LISTS = new Set(
  "compose container get history image images list ls network node ps search service stats top volume"
    .split(" "),
);
/** Asks `ps` for an order of rows, or for a tree: `auxf`, `-H`, `--sort=-rss`. */
const ORDERED = /^[a-zA-Z]*[fkO][a-zA-Z]*$|^-[a-zA-Z]*H|^--(?:sort|forest)/;

const PADDED = /^[^\r\n\t]*\S {2,}\S/m;

/** What system tools print in aligned columns: every cell stays. */
export const table: Rule = {
  name: "table",
  doc: "ps, lsof, ss, df, systemctl, docker ps, kubectl get: no padding, equal cells of rows once",
  loses: "nothing",
  matches: (sight) => layoutsOf(sight).length > 0 && PADDED.test(sight.text),
  squeeze: (sight) => {
    const layouts = layoutsOf(sight);
    const layout = layouts.every((one) => one === layouts[0]) ? layouts[0] : "plain";
    return blocksOf(sight.text.split("\n")).flatMap((block) => linesOf(block, layout)).join("\n");
  },
};

function layoutsOf(sight: Sight): Layout[] {
  return writersOf(sight).flatMap((stage) => layoutOf(stage) ?? []);
}

function layoutOf(stage: Stage): Layout | undefined {
  const { program, args } = stage;
  if (KEPT.has(program)) return "kept";
  if (program === "ps" && args.some((arg) => ORDERED.test(arg))) return "kept";
  if (GATHERED.has(program)) return "gathered";
  return PLAIN.has(program) && LISTS.has(subcommandOf(stage) ?? "") ? "plain" : undefined;
}

function linesOf({ isTable, lines }: Block, layout: Layout): readonly string[] {
  const found = isTable ? tableOf(lines) : undefined;
  return found && folded(found, layout) || lines;
}
