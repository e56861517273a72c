import { fieldsOf, numberOf } from "../fields.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What was saved under one name. */
export interface Named {
  readonly name: string;
  readonly results: number;
  readonly tokens: number;
  readonly dollars: number;
}

/** What was saved since the proxy began, or ever. */
export interface View {
  readonly requests: number;
  readonly results: number;
  readonly shortened: number;
  readonly chars: number;
  readonly savedChars: number;
  readonly savedTokens: number;
  /** `cost` of the stats. */
  readonly cost: Fields;
  readonly rules: readonly Named[];
  readonly tools: readonly Named[];
}

/** Since the proxy began: `stats` is what it says of itself. */
export function viewOfRun(stats: Fields): View {
  const tools = namedIn(stats.by_tool);
  return {
    requests: numberOf(stats.requests),
    results: sumOf(tools),
    shortened: numberOf(stats.compressions),
    chars: numberOf(stats.total_original_chars),
    savedChars: numberOf(stats.total_saved_chars),
    savedTokens: numberOf(stats.total_saved_tokens),
    cost: fieldsOf(stats.cost),
    rules: namedIn(stats.by_rule),
    tools,
  };
}

/** Since the first request, over all runs: `all` is `all_time` of the stats. Nothing where it is not known. */
export function viewOfAll(all: Fields): View | undefined {
  if (all.requests === undefined) return undefined;
  const blocks = fieldsOf(all.blocks);
  const rules = namedIn(all.by_rule);
  return {
    requests: numberOf(fieldsOf(all.requests).requests),
    results: numberOf(blocks.blocks),
    shortened: sumOf(rules),
    chars: numberOf(blocks.original_chars),
    savedChars: numberOf(blocks.saved_chars),
    savedTokens: numberOf(blocks.saved_tokens),
    cost: fieldsOf(all.cost),
    rules,
    tools: namedIn(all.by_tool),
  };
}

function namedIn(field: unknown): Named[] {
  return Object.entries(fieldsOf(field)).map(([name, value]) => {
    const { blocks, saved_tokens, saved_usd } = fieldsOf(value);
    return {
      name,
      results: numberOf(blocks),
      tokens: numberOf(saved_tokens),
      dollars: numberOf(saved_usd),
    };
  });
}

function sumOf(all: readonly Named[]): number {
  return all.reduce((sum, { results }) => sum + results, 0);
}
