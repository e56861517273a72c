import assert from "node:assert/strict";
import {
  bodyOf,
  callsMade,
  contentFrom,
  edited,
  HELLO,
  MARK,
  providerOf,
  refused,
  TOOL,
} from "./fixtures.ts";
import { createProvider, type Provider } from "./provider.ts";
import type { Asked, Say } from "./script.ts";
import { blocksOf, type Fields } from "./values.ts";

const TOOLS = { tools: [TOOL, { ...TOOL, name: "other" }] };

/** A history with two thinking blocks, the second one bound to the first and all before it. */
async function twoAnswers(provider: Provider): Promise<Fields[]> {
  const messages = await callsMade(provider, TOOLS);
  const content = await contentFrom(provider, bodyOf(messages, TOOLS));
  return [...messages, { role: "assistant", content }, { role: "user", content: "On." }];
}

function withoutThinking(message: Fields): Fields[] {
  return blocksOf(message.content).filter((block) => block.type !== "thinking");
}

/** What a later request says in other words. */
type Change = (messages: readonly Fields[]) => Fields;

const text = (said: string, more: Fields = {}) => [{ type: "text", text: said, ...more }];
const first = (content: unknown): Change => (messages) => ({
  messages: edited(messages, 0, content),
});

const NO_EDITS: readonly [string, Change][] = [
  ["a string as one text", first(text("Hello"))],
  ["white space around a text", first("  Hello\n")],
  ["a cache marker", first(text("Hello", { cache_control: MARK }))],
  ["other sampling", () => ({ max_tokens: 7, metadata: { user_id: "x" } })],
  ["other order of tools", () => ({ tools: TOOLS.tools.toReversed() })],
  ["the order of keys", (messages) => ({
    messages: messages.map((said) => Object.fromEntries(Object.entries(said).reverse())),
  })],
];

const EDITS: readonly [string, Change, RegExp][] = [
  ["another text", first("Hello!"), /messages\.0\.$/],
  ["a further text", first([...text("Hello"), ...text("you")]), /messages\.0\.$/],
  ["white space inside a text", first("Hel lo"), /messages\.0\.$/],
  ["a changed system", () => ({ system: "New." }), /system\.$/],
  ["a changed tool", () => ({ tools: [TOOL, { ...TOOL, name: "new" }] }), /tools\.$/],
  ["a changed result", (messages) => ({
    messages: edited(
      messages,
      2,
      blocksOf(messages[2].content).map((result) => ({ ...result, content: "b.ts" })),
    ),
  }), /messages\.2\.$/],
];

for (const [name, change] of NO_EDITS) {
  Deno.test(`bound thinking holds over ${name}`, async () => {
    const provider = providerOf();
    const messages = await twoAnswers(provider);
    await contentFrom(provider, bodyOf(messages, { ...TOOLS, ...change(messages) }));
  });
}

for (const [name, change, path] of EDITS) {
  Deno.test(`bound thinking is refused over ${name}`, async () => {
    const provider = providerOf();
    const messages = await twoAnswers(provider);
    const problem = await refused(provider, bodyOf(messages, { ...TOOLS, ...change(messages) }));
    assert.match(
      problem,
      /Invalid `signature` in `thinking` block\. The block is bound to a different/,
    );
    assert.match(problem, path);
  });
}

Deno.test("thinking may be dropped from the front, not from the middle", async () => {
  const provider = providerOf();
  const messages = await twoAnswers(provider);
  const content = await contentFrom(provider, bodyOf(messages, TOOLS));
  const grown = [...messages, { role: "assistant", content }, HELLO];
  const unthinking = (at: number) => bodyOf(edited(grown, at, withoutThinking(grown[at])), TOOLS);
  await contentFrom(provider, unthinking(1));
  assert.match(
    await refused(provider, unthinking(3)),
    /messages\.5\.content\.0: .* the thinking before it\.$/,
  );
});

Deno.test("thinking must stand while its calls are being answered", async () => {
  const provider = providerOf();
  const messages = await callsMade(provider);
  const bare = edited(messages, 1, withoutThinking(messages[1]));
  assert.match(await refused(provider, bodyOf(bare)), /Expected `thinking`/);
});

Deno.test("of two answers that made one call, neither is refused for the other's thinking", async () => {
  const call: Say = { kind: "call", tool: "bash", input: {}, id: "call_0" };
  for (const last of [0, 1]) {
    const thinks = ({ nth }: Asked) => nth % 2 === last;
    const provider = createProvider({
      script: (asked) => ({
        says: thinks(asked) ? [{ kind: "thinking", text: "So." }, call] : [call],
      }),
    });
    for (const history of [await callsMade(provider), await callsMade(provider)]) {
      await contentFrom(provider, bodyOf(history));
    }
  }
});

Deno.test("what another model thought is passed over", async () => {
  const provider = providerOf();
  const messages = await twoAnswers(provider);
  const changed = edited(messages, 0, "Something else");
  await contentFrom(provider, bodyOf(changed, { ...TOOLS, model: "claude-other" }));
});
