import type { Conversation } from "../conversation/conversation.ts";
import { lastAnswerOf, type Offer } from "../conversation/owner.ts";
import type { Ledger } from "../memory/ledger.ts";
import type { OriginalId } from "../plan/decision.ts";
import type { Desk, Mode, Unknown } from "../plan/desk.ts";
import { shorten } from "../rules/list.ts";
import type { Result } from "../rules/sight.ts";
import type { House } from "./house.ts";
import type { SentRows } from "./sent.ts";

/** What is known for one request, and what may be done. */
export interface Footing {
  readonly offer: Offer;
  readonly rows: SentRows;
  readonly unknown: Unknown;
  readonly mode: Mode;
}

/** What lies on the desk for one request of a conversation. */
export function deskFor(conversation: Conversation, footing: Footing, house: House): Desk {
  const { offer, rows, unknown, mode } = footing;
  const { threshold, skip_tools, only_tools, disabled_rules } = house.config.compression;
  const disabled = new Set(disabled_rules);
  const losesNothing = offer === "nothing";
  const shortenNow = (result: Result) => {
    const note = (what: string) => {
      const cited = citeAs(offer, house.originals.put(result.text));
      return cited ? `[${what}; ${cited}]` : `[${what}]`;
    };
    return shorten(result, note, disabled, losesNothing, house.config.rules);
  };
  return {
    sent: (block) => rows.of(block),
    newFrom: lastAnswerOf(conversation) + 1,
    unknown,
    mode,
    threshold,
    skips: (tool) =>
      skip_tools.includes(tool) || (only_tools.length > 0 && !only_tools.includes(tool)),
    shorten: (result) =>
      house.cache.answer(
        { original: result.text, form: offer, ask: `${result.tool} ${result.command}` },
        () => shortenNow(result),
      ),
    lines: (name, read) => house.lineTables.of(name, read),
    ...storingFor(offer, house),
  };
}

/** How originals are stored in a conversation of this offer, and asked for. */
export function storingFor(offer: Offer, { originals }: House): Pick<Desk, "store" | "cite"> {
  return {
    store: (original) => originals.put(original),
    cite: (original) => citeAs(offer, original),
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

/** How the model asks for an original. Where it can't, only rules that lose nothing run, and those write no note. */
function citeAs(offer: Offer, original: OriginalId): string | undefined {
  if (offer === "tool") return `squeezr_expand("${original}")`;
  return offer === "shell" ? `squeezr expand ${original}` : undefined;
}
