import type { Script } from "./provider.ts";
import { call, expand, isPrompt, type Part, text, thinks } from "./words.ts";

/** What the model does after its own call of a turn, round by round. */
const WAYS: readonly ((id: string) => readonly (readonly Part[])[])[] = [
  () => [[text("All "), text("done.")]],
  (id) => [[expand(id)], [text("It says so.")]],
  (id) => [[text("I look."), expand(id)], [text("Now I "), text("know.")]],
  (id) => [[expand(id), expand("none")], [expand(id)], [text("Twice.")]],
  (id) => [[expand(id), call("ls again")], [text("Beside another.")]],
  (id) => [[call("ls once more"), expand(id)], [text("Behind another.")]],
  (id) => [[thinks("Hm."), expand(id)], [thinks("So."), text("Thought "), text("over.")]],
  (id) => [
    [text("Both."), expand(id)],
    [text("Between "), text("them."), call("ls 1"), expand(id), call("ls 2")],
    [text("All seen.")],
  ],
  // Said in pieces before the call, and behind it in the chunk that ends the stream.
  (id) => [[text("Let "), text("me see."), expand(id), text("There.")], [text("Seen.")]],
];

/** Each turn: a call of the client's, then one of the ways. */
export const script: Script = (contents) => {
  const nth = contents.filter(isPrompt).length;
  const since = contents.slice(contents.findLastIndex(isPrompt) + 1);
  const round = since.filter(({ role }) => role === "model").length;
  if (round === 0) return [call("ls")];
  const id = /squeezr_expand\(\\?"([a-z2-7]{8,})/.exec(JSON.stringify(contents))?.[1] ?? "none";
  return WAYS[nth % WAYS.length](id)[round - 1];
};
