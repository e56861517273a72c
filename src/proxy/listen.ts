import type { Heard, Listener } from "../conversation/answer.ts";
import { isBeginning } from "../conversation/owner.ts";
import { plural } from "../text/plural.ts";
import type { House } from "./house.ts";
import type { OpenBill } from "./open_bill.ts";
import type { Known } from "./visit.ts";
import type { Watcher } from "./relay.ts";

/** Writes down what an answer teaches before the bytes that teach it go down: ids, signatures, usage. */
export function noteTaker(
  listener: Listener,
  { conversation, owner }: Known,
  house: House,
  bill: OpenBill,
): Watcher {
  const chain = conversation.chain.at(-1) ?? "";
  const alone = isBeginning(conversation);
  const { ledger } = house;
  const { writing } = ledger.patience;
  let bearsMarks = false;
  let hasWaited = false;

  const note = async ({ marks, calls = [], ended }: Heard, isWhole: boolean) => {
    house.calls.add(calls);
    if (owner === undefined) return;
    bearsMarks ||= marks.some((mark) => mark.kind !== "answer");
    // That all of it went down says something of a beginning alone.
    const whole = alone && isWhole && ended && bearsMarks;
    if (marks.length === 0 && !whole) return;
    const entry = { key: owner.key, chain, alone, marks, whole, now: house.now() };
    const write = () => ledger.answered(entry);
    if (writing.once(write) || hasWaited) return;
    // What can't be written is owed, so an answer need not stand still for each of its marks.
    hasWaited = true;
    await writing.through(write);
  };

  return {
    passing: (bytes) => note(listener.hear(bytes), false),
    over: async (isWhole) => {
      const heard = listener.end();
      if (heard.usage) house.tally.used(heard.usage);
      bill.heard(heard.usage);
      if (heard.transformed > 0) {
        house.tally.transformed(heard.transformed);
        house.log.warn(
          `The provider dropped or passed over ${heard.transformed} ` +
            `${plural(heard.transformed, "block")} of thinking`,
        );
      }
      await note(heard, isWhole);
    },
  };
}
