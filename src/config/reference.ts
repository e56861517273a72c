import { type Key, keys } from "./keys.ts";
import { literalOf } from "./toml_edit.ts";

const head = `# Configuration

<!-- Made from src/config/table.ts by \`deno run -A scripts/docs.ts\`; a test compares the two. -->

Squeezr reads, in this order, and what comes later wins:

1. \`squeezr.toml\` in the state folder, or the file that \`--config\` names
2. a project's \`.squeezr.toml\`, the nearest from the working directory up
3. the environment; an empty variable is the same as none
4. flags

The state folder is \`~/.squeezr\`, or what \`SQUEEZR_HOME\` names. A project's file may set the keys
marked so and no other; it is not read by the background proxy. All is read at start: after a
change, stop and start the proxy. What was sent keeps its form; a change holds for new results.
`;

const tail = `## Further upstreams

\`/to/NAME/...\` goes to \`upstreams.NAME\` with the rest as path. A name is made of letters, digits,
\`-\` and \`_\`; the URL is held to what those above are, and \`api\` is \`anthropic\`, \`openai\`, \`gemini\`
or \`ollama\`.

\`\`\`toml
[upstreams]
router = { url = "https://router.example/api", api = "openai" }
\`\`\`

## Prices

Squeezr knows what the models of Anthropic, OpenAI and Google cost, and says so where it does not.
What you pay, if that is something else or the model is not known, in US dollars for a million
tokens: \`input\` and \`output\`, and if need be \`cache_read\`, \`cache_write\` and \`cache_write_long\` (an
hour with Anthropic, twelve with OpenAI). What is left out costs as much as input.

\`\`\`toml
[prices."gpt-5.6"]
input = 3.6
output = 18
cache_read = 0.36
cache_write = 4.5
\`\`\`
`;

type Line = readonly string[];

const titles: Line = ["key", "default", "what it is", "must be", "set by"];

function lineOf({ name, row }: Key): Line {
  const { check, initial, doc, env, opposite, flag, project } = row;
  const setters = [
    env === undefined ? [] : opposite ? `\`${env}\`, as its opposite` : `\`${env}\``,
    flag === undefined ? [] : `\`--${flag}\``,
    project ? "project" : [],
  ].flat();
  return [`\`${name}\``, `\`${literalOf(initial)}\``, doc, check.allowed, setters.join(", ")];
}

/** A Markdown table, padded the way that `deno fmt` pads it. */
function tableOf(lines: readonly Line[]): string {
  const widths = titles.map((_, column) =>
    Math.max(3, ...lines.map((line) => line[column].length))
  );
  const row = (line: Line) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  const [top, ...rest] = lines;
  return [row(top), row(widths.map((width) => "-".repeat(width))), ...rest.map(row)].join("\n");
}

/** docs/configuration.md: every setting, its default, what it may be and what else sets it. */
export function configReference(): string {
  const sections = [...new Set(keys.map(({ name }) => name.split(".")[0]))];
  const parts = sections.flatMap((section) => [
    `## [${section}]`,
    tableOf([titles, ...keys.filter(({ name }) => name.startsWith(`${section}.`)).map(lineOf)]),
  ]);
  return [head.trimEnd(), ...parts, tail].join("\n\n");
}
