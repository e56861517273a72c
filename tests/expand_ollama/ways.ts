import type { Script } from "./provider.ts";
import { expands, runs, type Said } from "./words.ts";

/** What the model does behind its first call of a turn, round by round. */
const WAYS: readonly ((id: string) => readonly Said[])[] = [
  () => [{ thinking: "e ", content: "All done." }],
  (id) => [{ calls: [expands(id)] }, { content: "It says so." }],
  (id) => [
    { thinking: "f ", content: "I look.", calls: [expands(id, { lines: "2-4" })] },
    { thinking: "g ", content: "And more. ", calls: [expands(id, { grep: "fox*1" })] },
    { thinking: "h ", content: "Now I know." },
  ],
  (id) => [
    { calls: [expands(id), expands("none")] },
    { content: "Twice.", calls: [expands(id)] },
    { content: "Thrice." },
  ],
  (id) => [
    { content: "Both.", calls: [expands(id), runs("ls again")] },
    { content: "Beside another." },
  ],
  (id) => [
    { calls: [expands(id)] },
    { thinking: "m ", content: "Mixed.", calls: [runs("ls 1"), expands(id), runs("ls 2")] },
    { content: "Between others." },
  ],
  (id) => [{ calls: [runs("ls 3"), expands(id)] }, { calls: [expands(id)] }, { content: "So." }],
];

/** Each turn: a call of the client's, then one of the ways. */
export const script: Script = (messages) => {
  const turn = messages.filter(({ role }) => role === "user").length;
  const since = messages.slice(messages.findLastIndex(({ role }) => role === "user"));
  const round = since.filter(({ role }) => role === "assistant").length;
  if (round === 0) return { thinking: "t ", content: `Turn ${turn}.`, calls: [runs("ls")] };
  const id = /squeezr_expand\(\\?"([a-z2-7]{8,})/.exec(JSON.stringify(messages))?.[1] ?? "none";
  return WAYS[turn % WAYS.length](id)[round - 1];
};
