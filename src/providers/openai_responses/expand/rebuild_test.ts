import assert from "node:assert/strict";
import { spansOf } from "../../../json/spans.ts";
import { splice } from "../../../json/splice.ts";
import type { Conversation } from "../../../conversation/conversation.ts";
import type { Item as Block } from "../../../conversation/layout.ts";
import { openaiResponses } from "../openai_responses.ts";
import { blockOf } from "./block.ts";
import { resultItem } from "./turns.ts";

type Item = Readonly<Record<string, unknown>>;

/** An id that is long enough to be nobody else's. */
const telling = (id: string) => `${id}_0123456789abcdef`;

const user: Item = { role: "user", content: "Go" };
const call = (id: string, name = "exec_command"): Item => ({
  type: "function_call",
  call_id: telling(id),
  name,
  arguments: "{}",
});
const ours = (id: string): Item => call(id, "squeezr_expand");
const output = (call_id: string): Item => ({
  type: "function_call_output",
  call_id: telling(call_id),
  output: "ok",
});
const thought = (encrypted_content: string): Item => ({ type: "reasoning", encrypted_content });
const search = (id?: string): Item => ({
  type: "web_search_call",
  ...(id && { id }),
  action: { type: "search", query: "ours" },
});
const says = (text: string): Item => ({
  type: "message",
  role: "assistant",
  content: [{ type: "output_text", text }],
});

function blockIn(item: Item): Block {
  const root = spansOf(new TextEncoder().encode(JSON.stringify(item)))!;
  return blockOf(root, ({ id }) => resultItem(id, "original")).item;
}

function read(input: readonly Item[]): Conversation {
  return openaiResponses.read(new TextEncoder().encode(JSON.stringify({ input })))!;
}

/** An item in a word. */
function wordOf({ type, role, name, call_id, encrypted_content, content }: Item): string {
  if (type === "web_search_call") return "search";
  if (type === "reasoning") return `${encrypted_content}`;
  if (type === "message") return `${(content as Item[])[0].text}`;
  if (role) return `${role}`;
  const id = `${call_id}`.split("_")[0];
  if (type !== "function_call") return `=${id}`;
  return name === "squeezr_expand" ? `ours ${id}` : id;
}

interface Case {
  readonly says: string;
  /** What stood before the answer. */
  readonly before?: readonly Item[];
  /** The rounds of the answer. */
  readonly rounds: readonly (readonly Item[])[];
  /** What the client sends of it, and behind it. */
  readonly echo: readonly Item[];
  /** What goes up behind what stood before. */
  readonly want: string;
}

const cases: readonly Case[] = [
  {
    says: "a call stands behind its reasoning, and what is owed behind the client's outputs",
    rounds: [[thought("r1"), ours("h1"), call("c1"), call("c2")]],
    echo: [thought("r1"), call("c1"), call("c2"), output("c1"), output("c2"), user],
    want: "r1, ours h1, c1, c2, =c1, =c2, =h1, user",
  },
  {
    says: "outputs may stand between the calls of one answer",
    rounds: [[thought("r1"), call("c1"), ours("h1"), call("c2")]],
    echo: [thought("r1"), call("c1"), output("c1"), call("c2"), output("c2")],
    want: "r1, c1, ours h1, =c1, c2, =c2, =h1",
  },
  {
    says: "rounds end with outputs of ours",
    rounds: [[thought("r1"), ours("h1"), ours("h2")], [ours("h3")], [thought("r2"), says("Done.")]],
    echo: [thought("r1"), thought("r2"), says("Done."), user],
    want: "r1, ours h1, ours h2, =h1, =h2, ours h3, =h3, r2, Done., user",
  },
  {
    says: "reasoning that the client has dropped stands again before a call of ours alone",
    rounds: [[thought("r1"), ours("h1")], [thought("r2"), call("c1")]],
    echo: [call("c1"), output("c1")],
    want: "r1, ours h1, =h1, c1, =c1",
  },
  {
    says: "an answer that broke off behind its reasoning is whole again",
    rounds: [[thought("r1"), ours("h1")], []],
    echo: [thought("r1"), user],
    want: "r1, ours h1, =h1, user",
  },
  {
    says: "searches of the server's stay where they were, though the client has dropped their ids",
    rounds: [[ours("h1"), search("ws_1")], [search("ws_2"), ours("h2")], [
      search("ws_3"),
      says("Done."),
    ]],
    echo: [search(), search(), search(), says("Done."), user],
    want: "ours h1, search, =h1, search, ours h2, =h2, search, Done., user",
  },
  {
    says: "what is owed stands at the end where nothing follows",
    rounds: [[says("I look."), ours("h1")]],
    echo: [says("I look.")],
    want: "I look., ours h1, =h1",
  },
  {
    says: "texts that a client has joined part again",
    rounds: [[says("I look."), ours("h1")], [says("Now I know.")]],
    echo: [says("I look. Now I know."), user],
    want: "I look., ours h1, =h1, Now I know., user",
  },
  {
    says: "an answer begins where it was asked for, though the model spoke before",
    before: [user, says("Half")],
    rounds: [[ours("h1")], [says("The other half.")]],
    echo: [says("The other half."), user],
    want: "ours h1, =h1, The other half., user",
  },
  {
    says: "a message of ours is left out again",
    rounds: [[ours("h1")], []],
    echo: [says("(Nothing more to say.)"), user],
    want: "ours h1, =h1, user",
  },
  {
    says: "what the client adds stands behind what is hidden there",
    rounds: [[thought("r1"), ours("h1")], [says("Done.")]],
    echo: [thought("r1"), says("Interrupted"), user],
    want: "r1, ours h1, =h1, Interrupted, user",
  },
];

for (const { says, before = [user], rounds, echo, want } of cases) {
  Deno.test(says, () => {
    const chain = read(before).chain.at(-1)!;
    const layout = { rounds: rounds.map((round) => round.map(blockIn)) };
    const conversation = read([...before, ...echo]);
    const rebuilt = openaiResponses.expanding!
      .rebuild(conversation, [{ name: "one", chain, layout }], () => false);
    const edits = rebuilt.flatMap(({ edits }) => edits).sort((a, b) => a.start - b.start);
    const { input } = JSON.parse(
      new TextDecoder().decode(splice(conversation.body, edits)),
    );
    assert.equal(input.slice(before.length).map(wordOf).join(", "), want);

    const [{ turn, standsFor }] = rebuilt;
    const client = [...before, ...echo].map(wordOf);
    const up: string[] = input.map(wordOf);
    standsFor.forEach((index, i) => {
      const word = up[turn + i];
      if (client.includes(word)) assert.equal(client[index], word, "it stands for another item");
    });
    const behind = Math.max(...standsFor) + 1;
    assert.deepEqual(up.slice(turn + standsFor.length), client.slice(behind));
  });
}
