import assert from "node:assert/strict";
import type { Fields } from "../../../src/demo/values.ts";
import type { Case } from "../../expand/case.ts";
import {
  assistant,
  call,
  hidden,
  marked,
  rebuiltOf,
  result,
  text,
  thought,
  user,
} from "../blocks.ts";

/** A message that a client sends back, what follows it, and what goes up. */
interface Row extends Pick<Case, "point" | "says" | "wrong"> {
  readonly rounds: readonly (readonly Fields[])[];
  readonly echo: Fields;
  readonly next?: Fields;
  readonly later?: readonly Fields[];
  /** Without the messages of `later`. */
  readonly want: readonly Fields[];
}

const WALK = "providers/expanding/walk.ts";
const MATCH = "providers/expanding/match.ts";
const PARTS = "providers/expanding/parts.ts";
const REBUILD = "providers/anthropic/expand/rebuild.ts";
const BLOCK = "providers/anthropic/expand/block.ts";
const ECHO = "providers/expanding/echo.ts";
const GO_ON = user(text("Go on."));
const [T1, T2, T3] = ["1", "2", "3"].map(thought);
const [A, B, C] = ["I look.", "It says so.", "And this."].map(text);
const [H1, H2, H3] = ["h1", "h2", "h3"].map(hidden);
const [R1, R2] = ["h1", "h2"].map(result);
const K = call("k");
const RK = result("k");

const rows: readonly Row[] = [{
  point: "C4",
  says:
    "what is hidden stands before the block that it stood before, and a round ends with its results",
  rounds: [[T1, A, H1], [T2, H2], [T3, B]],
  echo: assistant(T1, A, T2, T3, B),
  next: GO_ON,
  want: [assistant(T1, A, H1), user(R1), assistant(T2, H2), user(R2), assistant(T3, B), GO_ON],
  wrong: [
    { file: WALK, from: "while (this.#at < index) this.#pass();", to: "this.#at = index;" },
    { file: WALK, from: "if (round <= this.#round) return;", to: "if (round <= 99) return;" },
  ],
}, {
  point: "C4",
  says: "the client's own blocks stay as they came, cache markers and all",
  rounds: [[T1, A, H1], [T2, B, K]],
  echo: assistant(T1, marked(A), T2, { ...B, text: ` ${B.text}\n` }, marked(K)),
  next: user(RK),
  want: [
    assistant(T1, marked(A), H1),
    user(R1),
    assistant(T2, { ...B, text: ` ${B.text}\n` }, marked(K)),
    user(RK),
  ],
  wrong: [{
    file: REBUILD,
    from: `const raw = rawOf(value);`,
    to: `const raw = rawOf(value).replace(/,"cache_control":\\{[^}]*\\}/, "");`,
  }],
}, {
  point: "C4",
  says: "two hidden calls of one round are answered in one message, in their order",
  rounds: [[A, H1, H2], [B]],
  echo: assistant(A, B),
  want: [assistant(A, H1, H2), user(R1, R2), assistant(B)],
  wrong: [{ file: WALK, from: "results.push(item.result)", to: "results.unshift(item.result)" }],
}, {
  point: "C4",
  says: "a field that the client gave its message stands once, at its last part",
  rounds: [[A, H1], [B]],
  echo: { ...assistant(A, B), clear_at: "later" },
  want: [assistant(A, H1), user(R1), { ...assistant(B), clear_at: "later" }],
  wrong: [{ file: REBUILD, from: ": rawOf(value)}`\n", to: `: "null"}\`\n` }],
}, {
  point: "C5",
  says: "a text that equals nothing goes behind the hidden ones that follow the last match",
  rounds: [[T1, A, H1], [T2]],
  echo: assistant(T1, A, T2, text("It s")),
  next: GO_ON,
  want: [assistant(T1, A, H1), user(R1), assistant(T2, text("It s")), GO_ON],
  wrong: [{ file: WALK, from: "while (this.#at < index) this.#pass();", to: "this.#at = index;" }],
}, {
  point: "C5",
  says: "the first words of the next round stand in it, before anything of it was whole",
  rounds: [[A, H1], []],
  echo: assistant(A, text("It s")),
  next: GO_ON,
  want: [assistant(A, H1), user(R1), assistant(text("It s")), GO_ON],
  wrong: [
    { file: WALK, from: "    this.#passHidden();\n", to: "" },
    { file: WALK, from: "this.#enter(this.#round + 1);", to: "return;" },
  ],
}, {
  point: "C5",
  says:
    "a text that was whole upstream and broke off at the client stands where the whole one stood",
  rounds: [[A, H1], [T2, B, H2], []],
  echo: assistant(A, text("It s")),
  next: GO_ON,
  want: [assistant(A, H1), user(R1), assistant(T2, text("It s"), H2), user(R2, text("Go on."))],
  wrong: [{
    file: MATCH,
    from: "if (texts.length === 0) return oneAt(index ?? -1);",
    to: "if (texts.length === 0) return oneAt(-1);",
  }],
}, {
  point: "C5",
  says: "thinking that the client dropped does not come between a broken-off text and its place",
  rounds: [[A, T1, H1], []],
  echo: assistant(A, text("It s")),
  next: GO_ON,
  want: [assistant(A, H1), user(R1), assistant(text("It s")), GO_ON],
  wrong: [{
    file: WALK,
    from: `item.kind === "visible" && !isDroppable(item)`,
    to: `item.kind === "visible"`,
  }],
}, {
  point: "C6",
  says: "a missing block is skipped, and the hidden ones stay",
  rounds: [[T1, A, H1], [T2, B]],
  echo: assistant(T1, A, T2),
  next: GO_ON,
  want: [assistant(T1, A, H1), user(R1), assistant(T2), GO_ON],
  wrong: [{
    file: WALK,
    from:
      "    while (this.#at < index) this.#pass();\n    this.#enter(this.#steps[index].round);\n",
    to: "",
  }],
}, {
  point: "C6",
  says: "hidden calls at the end stay although nothing after them came back",
  rounds: [[T1, A, H1], [T2, B]],
  echo: assistant(T1, A),
  next: GO_ON,
  want: [assistant(T1, A, H1), user(R1, text("Go on."))],
  wrong: [{
    file: WALK,
    from: "    while (this.#at < this.#steps.length) this.#pass();\n",
    to: "",
  }],
}, {
  point: "C6",
  says: "all thinking dropped changes nothing else",
  rounds: [[T1, A, H1], [T2, H2], [T3, B]],
  echo: assistant(A, B),
  next: GO_ON,
  want: [assistant(A, H1), user(R1), assistant(H2), user(R2), assistant(B), GO_ON],
  wrong: [{ file: WALK, from: "this.#enter(round);\n      this.#current", to: "this.#current" }],
}, {
  point: "C6",
  says: "thinking that the client dropped stands again before calls that are being answered",
  rounds: [[T1, A, H1], []],
  echo: assistant(A),
  next: GO_ON,
  want: [assistant(T1, A, H1), user(R1, text("Go on."))],
  wrong: [
    {
      file: REBUILD,
      from: `isMissing || kind !== "left_out"`,
      to: `kind !== "left_out"`,
    },
    { file: BLOCK, from: ` || type.endsWith("thinking")`, to: "" },
  ],
}, {
  point: "C6",
  says: "thinking that stood stands for as long as the thinking after it",
  rounds: [[T1, A, H1], []],
  echo: assistant(A),
  next: GO_ON,
  later: [assistant(T2, B), GO_ON],
  want: [assistant(T1, A, H1), user(R1, text("Go on."))],
  wrong: [{
    file: REBUILD,
    from: "return later === undefined ||\n",
    to: "return later === undefined;\n",
  }],
}, {
  point: "C6",
  says: "thinking goes with the thinking after it",
  rounds: [[T1, A, H1], []],
  echo: assistant(A),
  next: GO_ON,
  later: [assistant(B), GO_ON],
  want: [assistant(A, H1), user(R1, text("Go on."))],
  wrong: [{ file: REBUILD, from: "return later === undefined ||\n", to: "return true ||\n" }],
}, {
  point: "C7",
  says: "texts that became neighbours by our splice, and were joined, are split where they met",
  rounds: [[T1, A, H1], [B, H2], [C]],
  echo: assistant(T1, text(`${A.text}\n\n${B.text}${C.text}`)),
  next: GO_ON,
  want: [assistant(T1, A, H1), user(R1), assistant(B, H2), user(R2), assistant(C), GO_ON],
  wrong: [{ file: MATCH, from: "texts.length > 1 && left", to: "texts.length > 9 && left" }],
}, {
  point: "C7",
  says: "they are split also where thinking stood between them, or a text that says nothing",
  rounds: [[A, text("\n"), H1], [T2, { ...B, citations: [] }]],
  echo: assistant(text(`${A.text} ${B.text}`)),
  next: GO_ON,
  want: [assistant(A, H1), user(R1), assistant({ ...B, citations: [] }), GO_ON],
  wrong: [{ file: MATCH, from: ` || isDroppable(item)`, to: "" }],
}, {
  point: "C7",
  says: "the cache marker of a joined text goes to its last part",
  rounds: [[A, H1], [B]],
  echo: assistant(marked(text(`${A.text}${B.text}`))),
  next: GO_ON,
  want: [assistant(A, H1), user(R1), assistant(marked(B)), GO_ON],
  wrong: [{ file: WALK, from: "isLast ? this.#marked(raw, marker) : raw", to: "raw" }],
}, {
  point: "C7",
  says: "a joined text as a string is split too",
  rounds: [[A, H1], [B]],
  echo: { role: "assistant", content: `${A.text}\n${B.text}` },
  next: GO_ON,
  want: [assistant(A, H1), user(R1), assistant(B), GO_ON],
  wrong: [{ file: REBUILD, from: "textOf(literalOf(value))", to: `textOf(field(value, "text"))` }],
}, {
  point: "C7",
  says: "a joined text that broke off is split, and its end goes where the whole one stood",
  rounds: [[A, H1], [T2, B, H2], []],
  echo: assistant(marked(text(`${A.text}\n\nIt  sa`))),
  next: GO_ON,
  want: [
    assistant(A, H1),
    user(R1),
    assistant(T2, marked(text("It  sa")), H2),
    user(R2, text("Go on.")),
  ],
  wrong: [
    { file: MATCH, from: "return isSpliced ?", to: "return !isSpliced ?" },
    { file: MATCH, from: "words.length - left.length", to: "words.length - left.length - 1" },
  ],
}, {
  point: "C7",
  says: "the end of a joined text of which nothing was whole goes into the next round",
  rounds: [[A, H1], [T2]],
  echo: assistant(text(`${A.text} It s`)),
  next: GO_ON,
  want: [assistant(A, H1), user(R1), assistant(text("It s")), GO_ON],
  wrong: [{
    file: WALK,
    from: "if (rest.index === undefined) this.#addUnknown(block);\n    else",
    to: "if (rest.index !== undefined)",
  }],
}, {
  point: "C7",
  says: "texts of one round, with nothing of ours between, stay as the client joined them",
  rounds: [[A, B, H1], [C]],
  echo: assistant(text(`${A.text} It s`)),
  next: GO_ON,
  want: [assistant(text(`${A.text} It s`), H1), user(R1, text("Go on."))],
  wrong: [{ file: MATCH, from: "return isSpliced ?", to: "return true ?" }],
}, {
  point: "C8",
  says: "rebuilt blocks hold the upstream's fields and no others",
  rounds: [[{ ...A, citations: [] }, { ...H1, caller: { type: "direct" } }], [B]],
  echo: assistant(text(`${A.text}${B.text}`)),
  next: GO_ON,
  want: [
    assistant({ ...A, citations: [] }, { ...H1, caller: { type: "direct" } }),
    user(R1),
    assistant(B),
    GO_ON,
  ],
  wrong: [
    {
      file: WALK,
      from: "const raw = rawOf(this.#items[index]);",
      to: `const raw = rawOf(this.#items[index]).replace("}", ',"of":1}');`,
    },
    {
      file: WALK,
      from: 'raw: item.raw, kind: "hidden"',
      to: `raw: item.raw.replace(/}$/, ',"index":0}'), kind: "hidden"`,
    },
  ],
}, {
  point: "C10",
  says: "owed results go behind the client's own and before anything else",
  rounds: [[T1, H1, K]],
  echo: assistant(T1, K),
  next: user(RK, text("A reminder.")),
  want: [assistant(T1, H1, K), user(RK, R1, text("A reminder."))],
  wrong: [
    { file: REBUILD, from: "insertAt(last.value.end, `,", to: "insertAt(content.end - 1, `," },
    { file: REBUILD, from: "if (last) return", to: "if (!last) return" },
  ],
}, {
  point: "C10",
  says: "a string that takes owed results becomes blocks",
  rounds: [[A, H1], []],
  echo: assistant(A),
  next: { role: "user", content: "Go on." },
  want: [assistant(A, H1), user(R1, text("Go on."))],
  wrong: [{
    file: REBUILD,
    from: `insert: encode(\`[\${results.join(",")}\${text}]\`)`,
    to: `insert: encode(\`[\${results.join(",")}]\`)`,
  }],
}, {
  point: "C10",
  says: "where no message of the user follows, the message stays as the client sent it",
  rounds: [[A, H1], []],
  echo: assistant(A),
  want: [assistant(A)],
  wrong: [{
    file: REBUILD,
    from: "const parts = next ? all : withoutOwed(all);",
    to: "const parts = all;",
  }],
}, {
  point: "C10",
  says:
    "where no message of the user follows, the rounds before stand, for the thinking behind them",
  rounds: [[T1, H1], [T2, B, H2], []],
  echo: assistant(T1, T2, B),
  want: [assistant(T1, H1), user(R1), assistant(T2, B)],
  wrong: [
    {
      file: REBUILD,
      from: "const parts = next ? all : withoutOwed(all);",
      to: "const parts = next ? all : all.slice(0, 0);",
    },
    {
      file: PARTS,
      from: "i < last ? part : {",
      to: "i <= last ? part : {",
    },
  ],
}, {
  point: "C10",
  says: "where no message of the user follows, rounds behind all that the client has stay away",
  rounds: [[T1, H1], [T2, B, H2], [H3], []],
  echo: assistant(T1, T2, B),
  want: [assistant(T1, H1), user(R1), assistant(T2, B)],
  wrong: [{
    file: PARTS,
    from: "parts.slice(0, last + 1)",
    to: "parts.slice(0)",
  }],
}, {
  point: "C10",
  says: "a message of the system can't take what is owed",
  rounds: [[A, H1], []],
  echo: assistant(A),
  next: { role: "system", content: "The list is empty." },
  want: [assistant(A), { role: "system", content: "The list is empty." }],
  wrong: [{ file: REBUILD, from: `=== "user" ? messages`, to: `!== "x" ? messages` }],
}, {
  point: "D4",
  says: "words of ours, where nothing was visible, are left out again",
  rounds: [[H1], []],
  echo: assistant(text("(Nothing more to say.)")),
  next: GO_ON,
  want: [assistant(H1), user(R1, text("Go on."))],
  wrong: [{
    file: ECHO,
    from: "return words === wordsOf(NOTHING_VISIBLE);",
    to: `return words === "";`,
  }],
}];

/** How one message is put together again. */
export const rebuildCases: readonly Case[] = rows.map((
  { point, says, wrong, rounds, echo, next, later = [], want },
) => ({
  point,
  says,
  wrong,
  run: async (source) => {
    const messages = [echo, ...(next ? [next] : []), ...later];
    assert.deepEqual(await rebuiltOf(source, rounds, messages), [...want, ...later]);
  },
}));
