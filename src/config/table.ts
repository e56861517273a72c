import {
  type Check,
  host,
  hosts,
  oneOf,
  ruleNames,
  toolNames,
  type Value,
  whole,
  yesOrNo,
} from "./check.ts";
import { baseUrl } from "./upstream.ts";

/** All there is to know about one setting. */
export interface Row<T extends Value = Value> {
  /** What holds when nothing says otherwise. */
  readonly initial: T;
  readonly check: Check<T>;
  /** One sentence for the reference. */
  readonly doc: string;
  /** The environment variable that sets it. */
  readonly env?: string;
  /** The variable says the opposite: `SQUEEZR_DISABLED=1` is `enabled = false`. */
  readonly opposite?: true;
  /** The flag of `start` that sets it. */
  readonly flag?: string;
  /** A project's `.squeezr.toml` may set it. */
  readonly project?: true;
}

type More = Pick<Row, "env" | "opposite" | "flag" | "project">;

function row<T extends Value>(initial: T, check: Check<T>, doc: string, more: More = {}): Row<T> {
  return { initial, check, doc, ...more };
}

const none: readonly string[] = [];

/** Every setting there is. Loading, errors, `config` and docs/configuration.md all come from here. */
export const table = {
  proxy: {
    host: row("127.0.0.1", host, "The address to listen on.", {
      env: "SQUEEZR_HOST",
      flag: "host",
    }),
    port: row(8080, whole(0, 65535), "The port to listen on; 0 takes a free one.", {
      env: "SQUEEZR_PORT",
      flag: "port",
    }),
    allowed_hosts: row(none, hosts, "Host names, beside loopback, that requests may be made to.", {
      env: "SQUEEZR_ALLOWED_HOSTS",
    }),
  },
  upstreams: {
    anthropic: row("https://api.anthropic.com", baseUrl, "The Anthropic API.", {
      env: "SQUEEZR_UPSTREAM_ANTHROPIC",
    }),
    openai: row("https://api.openai.com", baseUrl, "The OpenAI API.", {
      env: "SQUEEZR_UPSTREAM_OPENAI",
    }),
    chatgpt: row("https://chatgpt.com", baseUrl, "The OpenAI API of a ChatGPT login.", {
      env: "SQUEEZR_UPSTREAM_CHATGPT",
    }),
    gemini: row(
      "https://generativelanguage.googleapis.com",
      baseUrl,
      "The Gemini API.",
      { env: "SQUEEZR_UPSTREAM_GEMINI" },
    ),
    ollama: row("http://127.0.0.1:11434", baseUrl, "The Ollama API.", {
      env: "SQUEEZR_UPSTREAM_OLLAMA",
    }),
  },
  compression: {
    enabled: row(true, yesOrNo, "false: new results go up as they came.", {
      env: "SQUEEZR_DISABLED",
      opposite: true,
    }),
    dry_run: row(false, yesOrNo, "true: decide and count, but send new results raw.", {
      env: "SQUEEZR_DRY_RUN",
    }),
    threshold: row(800, whole(200), "Results of fewer characters are left alone.", {
      env: "SQUEEZR_THRESHOLD",
      project: true,
    }),
    skip_tools: row(none, toolNames, "Tools whose results are left alone.", { project: true }),
    only_tools: row(none, toolNames, "When set, the results of all other tools are left alone.", {
      project: true,
    }),
    disabled_rules: row(none, ruleNames, "Rules that are turned off.", { project: true }),
    stale_turns: row(
      true,
      yesOrNo,
      "false: no more old user and assistant texts become placeholders.",
    ),
    stale_turn_threshold: row(
      50,
      whole(2),
      "Turns that stand whole when the old ones are replaced, all at once; more than stale_turn_keep_recent.",
    ),
    stale_turn_keep_recent: row(20, whole(1), "The last turns, which always stay whole."),
  },
  cache: {
    enabled: row(true, yesOrNo, "false: the rules run each time; what is sent is the same."),
    max_entries: row(1000, whole(0), "Squeezed texts kept in memory; 0 keeps none."),
  },
  ledger: {
    enabled: row(true, yesOrNo, "false: what was sent is remembered in memory alone."),
    days: row(90, whole(1), "Conversations unused for longer are forgotten."),
    max_bytes: row(1_073_741_824, whole(1), "The ledger's size on disk, at most."),
  },
  expand: {
    enabled: row(true, yesOrNo, "false: new conversations can't get originals back."),
    via: row(
      "tool",
      oneOf("tool", "shell", "off"),
      "How the model of a new conversation gets originals back: by the tool squeezr_expand, by the command `squeezr expand` in the client's shell, or not.",
    ),
    max_bytes: row(268_435_456, whole(0), "Originals kept in memory; 0 sets no limit."),
  },
  glossary: {
    enabled: row(true, yesOrNo, "false: no long names are looked for; those that are known stay."),
    min_length: row(30, whole(8, 512), "Names of fewer characters are left out."),
    min_occurrences: row(20, whole(2), "Names that stand less often in a request are left out."),
    max_entries: row(1000, whole(1, 2000), "Names kept; those of least use go first."),
  },
} satisfies Record<string, Record<string, Row>>;
