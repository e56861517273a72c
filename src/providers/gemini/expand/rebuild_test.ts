import assert from "node:assert/strict";
import { spansOf } from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import type { Conversation } from "../../../conversation/conversation.ts";
import type { Item } from "../../../conversation/layout.ts";
import { gemini } from "../gemini.ts";
import { partsAsBlocks } from "./block.ts";
import { resultPart } from "./turns.ts";

type Part = Readonly<Record<string, unknown>>;

const OURS = "squeezr_expand";
const id = (name: string) => `${name}_0123456789abcdef`;
const user = { role: "user", parts: [{ text: "Go" }] };
const call = (name: string, tool = "shell"): Part => ({
  functionCall: { id: id(name), name: tool, args: {} },
});
const ours = (name: string): Part => call(name, OURS);
const result = (name: string): Part => ({
  functionResponse: { id: id(name), name: "shell", response: { output: "ok" } },
});
const code = (code: string): Part => ({ executableCode: { language: "PYTHON", code } });
const signed = (part: Part): Part => ({ thoughtSignature: btoa("a signature"), ...part });

/** A part in a word. */
function wordOf({ text, thought, thoughtSignature, ...part }: Part): string {
  if (part.executableCode) return `code ${(part.executableCode as Part).code}`;
  const called = (part.functionCall ?? part.functionResponse) as Part | undefined;
  const name = `${called?.id}`.split("_")[0];
  const word = text === undefined ? `${part.functionResponse ? "=" : ""}${name}` : `"${text}"`;
  return `${thought ? "thinks " : ""}${thoughtSignature ? "signed " : ""}${word}`;
}

interface Case {
  readonly says: string;
  /** The rounds of the answer. */
  readonly rounds: readonly (readonly Part[])[];
  /** What the client sends of it, and its results. */
  readonly echo: readonly Part[];
  readonly results?: readonly Part[];
  /** What goes up of it, entry by entry. */
  readonly want: string;
}

const cases: readonly Case[] = [
  {
    says: "a text with a signature is no call: results stand in the order of the calls",
    rounds: [[signed({ text: "I look." }), ours("h1"), call("c1")]],
    echo: [signed({ text: "I look." }), call("c1")],
    results: [result("c1")],
    want: 'signed "I look.", h1, c1 / =h1, =c1',
  },
  {
    says: "a call is one wherever its field stands",
    rounds: [[{ thought: false, ...call("c1") }, ours("h1")]],
    echo: [{ thought: false, ...call("c1") }],
    results: [result("c1")],
    want: "c1, h1 / =c1, =h1",
  },
  {
    says: "a text that says that it is no thought is none",
    rounds: [[{ text: "I look.", thought: false }, ours("h1")], [{
      text: "Done.",
      thought: false,
    }]],
    echo: [{ text: "I look.", thought: false }, { text: "Done.", thought: false }],
    want: '"I look.", h1 / =h1 / "Done."',
  },
  {
    says: "thoughts that the client sends back stand where they were thought",
    rounds: [[{ text: "Hm.", thought: true }, ours("h1")], [
      { text: "So.", thought: true },
      call("c1"),
    ]],
    echo: [{ text: "Hm.", thought: true }, { text: "So.", thought: true }, call("c1")],
    results: [result("c1")],
    want: 'thinks "Hm.", h1 / =h1 / thinks "So.", c1 / =c1',
  },
  {
    says: "a signature on nothing stays where it was",
    rounds: [[{ text: "I look." }, ours("h1")], [{ text: "Done." }, signed({ text: "" })]],
    echo: [{ text: "I look." }, { text: "Done." }, signed({ text: "" })],
    want: '"I look.", h1 / =h1 / "Done.", signed ""',
  },
  {
    says: "what is neither text nor call stays where it was",
    rounds: [[code("1"), ours("h1"), code("2"), call("c1")]],
    echo: [code("1"), code("2"), call("c1")],
    results: [result("c1")],
    want: "code 1, h1, code 2, c1 / =h1, =c1",
  },
  {
    says:
      "pieces of a text, as a stream has them, stay together; those of the last round as they are",
    rounds: [[{ text: "I " }, { text: "look." }, ours("h1")], [{ text: "All " }, {
      text: "done.",
    }]],
    echo: [{ text: "I " }, { text: "look." }, { text: "All " }, { text: "" }, { text: "done." }],
    want: '"I look.", h1 / =h1 / "All done."',
  },
  {
    says: "pieces of the last round's text stay as the client has them",
    rounds: [[{ text: "I " }, { text: "look." }, ours("h1"), call("c1")]],
    echo: [{ text: "I " }, { text: "look." }, call("c1")],
    results: [result("c1")],
    want: '"I ", "look.", h1, c1 / =h1, =c1',
  },
  {
    says: "thoughts may be dropped",
    rounds: [[{ text: "Hm.", thought: true }, ours("h1")], [{ text: "Done." }]],
    echo: [{ text: "Done." }],
    want: 'h1 / =h1 / "Done."',
  },
];

function blocksIn(parts: readonly Part[]): Item[] {
  const values = parts.map((part) => spansOf(new TextEncoder().encode(JSON.stringify(part)))!);
  return partsAsBlocks(values, ({ id }) => resultPart(id, "original", false)).map(({ item }) =>
    item
  );
}

function read(contents: readonly unknown[]): Conversation {
  return gemini.read(new TextEncoder().encode(JSON.stringify({ contents })))!;
}

for (const { says, rounds, echo, results = [{ text: "Go on" }], want } of cases) {
  Deno.test(says, () => {
    const chain = read([user]).chain.at(-1)!;
    const behind = { role: "user", parts: results };
    const conversation = read([user, { role: "model", parts: echo }, behind]);
    const layout = { rounds: rounds.map(blocksIn) };
    const edits = gemini.expanding!
      .rebuild(conversation, [{ name: "one", chain, layout }], () => false)
      .flatMap((rebuilt) => rebuilt.edits);
    const body = splice(conversation.body, edits.sort((a, b) => a.start - b.start));
    const [, ...entries] = JSON.parse(new TextDecoder().decode(body)).contents;
    const up = entries.map(({ parts }: { parts: Part[] }) => parts.map(wordOf).join(", "));
    assert.equal(up.join(" / ").replace(' / "Go on"', ""), want);
  });
}
