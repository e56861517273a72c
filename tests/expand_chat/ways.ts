import type { Said, Script } from "./provider.ts";
import { expands, idIn, runs } from "./words.ts";

/** What the model does behind its first call of a turn: nothing; asking alone, in a row, at once, beside others. */
const WAYS: readonly ((id: string) => readonly Said[])[] = [
  () => [{ thought: "e ", text: "All done." }],
  (id) => [{ calls: [expands({ id })] }, { text: "It says so." }],
  (id) => [
    { thought: "f ", text: "I look.", calls: [expands({ id, lines: "2-4" })] },
    { thought: "g ", text: "And more. ", calls: [expands({ id, grep: "fox*1" })] },
    { thought: "h ", text: "Now I know." },
  ],
  (id) => [
    { calls: [expands({ id }), expands({ id: "none" })] },
    { text: "Twice.", calls: [expands({ id })], finish: "stop" },
    { thought: "i ", text: "Thrice." },
  ],
  (id) => [
    { thought: "j ", text: "Both.", calls: [expands({ id }), runs("ls again")] },
    { thought: "k ", text: "Beside another." },
  ],
  (id) => [
    { thought: "l ", calls: [expands({ id })] },
    { thought: "m ", text: "Mixed.", calls: [runs("ls 1"), expands({ id }), runs("ls 2")] },
    { text: "Between others." },
  ],
];

/** Each turn: a call of the client's, then one of the ways. */
export const script: Script = (messages) => {
  const turn = messages.filter(({ role }) => role === "user").length;
  const since = messages.slice(messages.findLastIndex(({ role }) => role === "user"));
  const round = since.filter(({ role }) => role === "assistant").length;
  if (round === 0) return { thought: "t ", text: `Turn ${turn}.`, calls: [runs("ls")] };
  return WAYS[turn % WAYS.length](idIn(messages))[round - 1];
};
