import type { Rule } from "./rule.ts";
import { type Result, sightOf } from "./sight.ts";

/**
 * What a rule is shown and what it answers, as a file: sections `-- tool --` (left out: `Bash`), `-- command --`,
 * `-- text --`, `-- want --`. Control characters stand as their pictures (`␛`, `␍`, `␈`, `␉`), and so does a space at
 * a line's end (`␠`): no editor loses them, and everybody sees them.
 */
export interface Fixture extends Result {
  readonly want: string;
}

const SECTION = /^-- (tool|command|text|want) --\n/m;
const USUAL_TOOL = "Bash";

const PICTURES = 0x2400;
const DELETE = 0x7f;
const DELETE_PICTURE = "␡";
const SPACE_PICTURE = "␠";

/** Reads a fixture. */
export function fixtureOf(source: string): Fixture {
  const [, ...parts] = source.split(SECTION);
  const sections = new Map<string, string>();
  for (let i = 0; i < parts.length; i += 2) {
    // The line end before the next section belongs to the file, not to the text.
    sections.set(parts[i], unpictured(parts[i + 1].replace(/\n$/, "")));
  }
  const section = (name: string) => {
    const text = sections.get(name);
    if (text === undefined) throw new Error(`A fixture needs a section "-- ${name} --"`);
    return text;
  };
  return {
    tool: sections.get("tool") ?? USUAL_TOOL,
    command: section("command"),
    text: section("text"),
    want: section("want"),
  };
}

/** Writes a fixture down. */
export function sourceOf({ tool, command, text, want }: Fixture): string {
  const sections = { ...(tool === USUAL_TOOL ? {} : { tool }), command, text, want };
  return Object.entries(sections)
    .map(([name, content]) => `-- ${name} --\n${pictured(content)}\n`)
    .join("");
}

/** What the rule makes of a text: the text itself where it has nothing to say. */
export function answerOf(rule: Rule, result: Result): string {
  const note = (what: string) => `[${what}; squeezr_expand("ID")]`;
  const sight = sightOf(result);
  return (rule.matches(sight) ? rule.squeeze(sight, note) : undefined) ?? sight.text;
}

function pictured(text: string): string {
  return text
    .replace(/ +$/gm, (blanks) => SPACE_PICTURE.repeat(blanks.length))
    .replace(/\p{Cc}/gu, (control) => {
      const code = control.charCodeAt(0);
      if (control === "\n" || code > DELETE) return control;
      return code === DELETE ? DELETE_PICTURE : String.fromCharCode(PICTURES + code);
    });
}

function unpictured(text: string): string {
  return text
    .replaceAll(SPACE_PICTURE, " ")
    .replaceAll(DELETE_PICTURE, String.fromCharCode(DELETE))
    .replace(
      /[\u2400-\u241f]/g,
      (picture) => String.fromCharCode(picture.charCodeAt(0) - PICTURES),
    );
}
