import type { Conversation } from "../conversation/conversation.ts";
import { lastAnswerOf } from "../conversation/owner.ts";
import type { Ledger } from "../memory/ledger.ts";
import type { Desk, Mode, Unknown } from "../plan/desk.ts";
import { shorten } from "../rules/list.ts";
import type { Sight } from "../rules/rule.ts";
import type { House } from "./house.ts";
import type { SentRows } from "./sent.ts";

/** What is known for one request, and what may be done. */
export interface Footing {
  readonly rows: SentRows;
  readonly unknown: Unknown;
  readonly mode: Mode;
}

/** What lies on the desk for one request of a conversation. */
export function deskFor(conversation: Conversation, footing: Footing, house: House): Desk {
  const { rows, unknown, mode } = footing;
  const { threshold, skip_tools, only_tools, disabled_rules } = house.config.compression;
  const disabled = new Set(disabled_rules);
  const shortenNow = (sight: Sight) => shorten(sight, noNote, disabled, true);
  return {
    sent: (block) => rows.of(block),
    newFrom: lastAnswerOf(conversation) + 1,
    unknown,
    mode,
    threshold,
    skips: (tool) =>
      skip_tools.includes(tool) || (only_tools.length > 0 && !only_tools.includes(tool)),
    shorten: (sight) =>
      house.cache.answer(
        { original: sight.text, form: "plain", ask: `${sight.tool} ${sight.command}` },
        () => shortenNow(sight),
      ),
    store: (original) => house.originals.put(original),
  };
}

/** What is switched on just now. */
export function modeOf({ bypass, config, ledger }: House): Mode {
  const isOff = bypass.on || !config.compression.enabled || ledger.full();
  if (isOff) return "off";
  return config.compression.dry_run ? "dry_run" : "on";
}

/** The tables are of a newer version, which this one reads and never writes. */
export function isNewer({ state }: Ledger): boolean {
  return state === "newer";
}

/** Where nothing can be redeemed only rules that lose nothing run, and those write no note. */
function noNote(what: string): string {
  return `[${what}]`;
}
