import type { Turn } from "./conversation.ts";

/**
 * Where each exchange of a conversation begins, as indexes of turns. An exchange is what the client says in one go, one
 * message or one run of results, and what the model answers to it. System messages belong to no one.
 */
export function exchangesOf(turns: readonly Turn[]): number[] {
  const starts: number[] = [];
  let isAnswered = true;
  turns.forEach(({ said: { role } }, turn) => {
    if (role === "user" && isAnswered) starts.push(turn);
    if (role !== "system") isAnswered = role === "assistant";
  });
  return starts;
}
