import type { Heard, Listener } from "../conversation/answer.ts";
import { isBeginning } from "../conversation/owner.ts";
import type { House } from "./house.ts";
import { patiently } from "./patience.ts";
import type { Known } from "./visit.ts";
import type { Watcher } from "./relay.ts";

/** Writes down what an answer teaches before the bytes that teach it go down: ids, signatures, usage. */
export function noteTaker(listener: Listener, { conversation, key }: Known, house: House): Watcher {
  const chain = conversation.chain.at(-1) ?? "";
  const alone = isBeginning(conversation);
  let bearsMarks = false;

  const note = async ({ marks, ended }: Heard, isOver: boolean) => {
    bearsMarks ||= marks.some((mark) => mark.kind !== "answer");
    // That all of it went down says something of a beginning alone.
    const whole = alone && isOver && ended && bearsMarks;
    if (marks.length === 0 && !whole) return;
    const entry = { key, chain, alone, marks, whole, now: house.now() };
    await patiently(() => house.ledger.answered(entry));
  };

  return {
    passing: (bytes) => note(listener.hear(bytes), false),
    over: async () => {
      const heard = listener.end();
      if (heard.usage) house.tally.used(heard.usage);
      await note(heard, true);
    },
  };
}
