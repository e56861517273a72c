import { expand, isModels, type Item, patch, reasoning, shell, text } from "./words.ts";

/** What the model does after its own call of a turn, round by round. */
export const WAYS: readonly ((id: string) => readonly (readonly Item[])[])[] = [
  () => [[reasoning, text("All done.")]],
  (id) => [[reasoning, expand(id)], [reasoning, text("It says so.")]],
  (id) => [[text("I look."), reasoning, expand(id)], [text("Now I know.")]],
  (id) => [[reasoning, expand(id), expand("none")], [expand(id)], [text("Twice.")]],
  (id) => [[reasoning, expand(id), shell("ls again")], [text("Beside another.")]],
  (id) => [[reasoning, shell("ls once more"), expand(id)], [text("Behind another.")]],
  (id) => [[expand(id)], []],
  (id) => [[reasoning, expand(id)], [reasoning, patch], [text("Patched.")]],
  (id) => [[expand(id)], [text("Known by its words.")]],
];

/** Each turn: a call of the client's, then one of the ways. */
export function script(items: readonly Item[]): readonly Item[] {
  const nth = items.filter(({ role }) => role === "user").length;
  const since = items.slice(items.findLastIndex(({ role }) => role === "user") + 1);
  const round = since.filter((item, i) => isModels(item) && !isModels(since[i + 1] ?? {})).length;
  if (round === 0) return [reasoning, shell("ls")];
  const id = /squeezr_expand\(\\?"([a-z2-7]{8,})/.exec(JSON.stringify(items))?.[1] ?? "none";
  return WAYS[nth % WAYS.length](id)[round - 1];
}
