import { rules as ours } from "../rules/list.ts";
import type { Rule } from "../rules/rule.ts";
import { command, configFlag, jsonFlag } from "./kit/command.ts";
import { columns } from "./kit/help.ts";
import { settingsOf } from "./kit/settings.ts";

/** Lists what shortens what. */
export const rules = command({
  name: "rules",
  summary: "list the rules, and what each of them does",
  usage: "",
  most: 0,
  about:
    "Rules that leave something out count it in a marker (here: counted), and run only where the " +
    "model can ask for the original. compression.disabled_rules turns rules off by their names. " +
    "Rules of your own are files in the folder rules of the state folder (see CONTRIBUTING.md).",
  examples: [
    ["squeezr rules", "list them"],
    ["squeezr rules --json", "the same for a script"],
  ],
  flags: { config: configFlag, json: jsonFlag },
  run(io, { flags }) {
    const { config } = settingsOf(io, { config: flags.config }, true);
    const all = [...config.rules, ...ours];
    const disabled = new Set(config.compression.disabled_rules);
    if (flags.json) {
      const facts = all.map(({ name, doc, loses }) => ({
        name,
        doc,
        loses,
        enabled: !disabled.has(name),
      }));
      io.out(`${JSON.stringify(facts, undefined, 2)}\n`);
    } else io.out(columns(all.map((rule) => [rule.name, about(rule, disabled)]), io.width));
    return Promise.resolve(0);
  },
});

function about({ name, doc, loses }: Rule, disabled: ReadonlySet<string>): string {
  const loss = loses === "noise" ? " (counted)" : "";
  return `${doc}${loss}${disabled.has(name) ? " (turned off)" : ""}`;
}
