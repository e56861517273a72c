import { plural } from "../../../text/plural.ts";
import { fieldsOf, numberOf } from "../fields.ts";
import { count, dollars, harmless, percent } from "../format.ts";
import { spark } from "./bar.ts";
import type { Section } from "./table.ts";
import type { Named, View } from "./view.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What is shown beside each other: this run, and all of them; the one or the other may be unknown. */
export interface Views {
  readonly run: View | undefined;
  readonly all: View | undefined;
}

/** Names shown of each kind, those that saved most. */
const MOST = 6;
/** Days drawn. */
const DAYS = 30;

const RUN = "this run";
const ALL = "all time";

function shown({ run, all }: Views): View[] {
  return [run, all].filter((view) => view !== undefined);
}

function headsOf({ run, all }: Views): string[] {
  return [...(run ? [RUN] : []), ...(all ? [ALL] : [])];
}

/** What was saved, in money, tokens and characters. */
export function savedSection(views: Views): Section {
  const each = (figure: (view: View) => string) => shown(views).map(figure);
  // The bar stands before the first figure, and draws that.
  const [first] = shown(views);
  const usd = (name: string) => each(({ cost }) => dollars(numberOf(cost[name])));
  const ofChars = ({ chars, savedChars }: View) => savedChars / Math.max(1, chars);
  return {
    title: "Saved",
    heads: headsOf(views),
    lines: [
      { name: "money", figures: usd("saved_usd") },
      ...(shown(views).some(({ cost }) => ownOf(cost) !== 0)
        ? [{
          name: "after our tool's cost",
          figures: each(({ cost }) => dollars(ownOf(cost))),
        }]
        : []),
      {
        name: "of the bill",
        figures: each(({ cost }) => percent(numberOf(cost.saved_pct))),
        share: numberOf(first?.cost.saved_pct) / 100,
      },
      { name: "bill with Squeezr", figures: usd("sent_usd") },
      { name: "bill without", figures: usd("direct_usd") },
      { name: "tokens", figures: each(({ savedTokens }) => count(savedTokens)) },
      {
        name: "of new results",
        figures: each((view) => percent(100 * ofChars(view))),
        share: first && ofChars(first),
      },
      {
        name: "results shortened",
        figures: each(({ shortened, results }) => `${count(shortened)} of ${count(results)}`),
      },
      { name: "requests", figures: each(({ requests }) => count(requests)) },
    ],
  };
}

/** What the definition of `squeezr_expand` and the calls of it cost, in dollars. */
function ownOf({ tool_usd, expand_usd }: Fields): number {
  return numberOf(tool_usd) + numberOf(expand_usd);
}

/** What the bill does not hold, and where it stands day by day. */
export function billNotes({ run, all }: Views, allTime: Fields): string[] {
  const cost = (run ?? all)?.cost ?? {};
  const models = Array.isArray(cost.unknown_models)
    ? cost.unknown_models.map((model) => harmless(`${model}`)).join(", ")
    : "";
  const [unpriced, estimated] = [cost.unpriced_requests, cost.estimated_requests].map(numberOf);
  const days = Array.isArray(allTime.by_day) ? allTime.by_day.slice(-DAYS).map(fieldsOf) : [];
  const saved = days.map(({ direct_usd, sent_usd }) => numberOf(direct_usd) - numberOf(sent_usd));
  return [
    ...(unpriced > 0
      ? [
        `No price is known for ${count(unpriced)} ${plural(unpriced, "request")}` +
        `${models && ` (${models})`}: set one with [prices."MODEL"] in squeezr.toml.`,
      ]
      : []),
    ...(estimated > 0
      ? [
        `${count(estimated)} ${plural(estimated, "answer")} told no tokens: about ` +
        `${dollars(numberOf(cost.estimated_usd))} more, estimated.`,
      ]
      : []),
    ...(saved.length > 1 ? [`Day by day: ${spark(saved)}`] : []),
  ];
}

/** The names that saved most: of this run, and of all time. */
export function topSection(title: string, of: "rules" | "tools", views: Views): Section {
  const { run, all } = views;
  const last = (all ?? run)?.[of] ?? [];
  const top = last.toSorted((a, b) => b.tokens - a.tokens || b.dollars - a.dollars).slice(0, MOST);
  const most = Math.max(1, ...top.map(({ tokens }) => tokens));
  const inRun = new Map((run?.[of] ?? []).map((named) => [named.name, named]));
  const tokensOf = (named: Named | undefined) => count(named?.tokens ?? 0);
  return {
    title,
    heads: ["results", ...(run && all ? ["tokens now"] : []), "tokens", "money"],
    lines: top.map((named) => ({
      name: named.name,
      share: named.tokens / most,
      figures: [
        count(named.results),
        ...(run && all ? [tokensOf(inRun.get(named.name))] : []),
        tokensOf(named),
        dollars(named.dollars),
      ],
    })),
  };
}
