import type { Listener } from "../../conversation/answer.ts";
import { createLru } from "../../memory/lru.ts";
import type { Framed } from "../../providers/framed.ts";
import type { House } from "../house.ts";
import { noteTaker } from "../listen.ts";
import type { Purchase } from "../open_bill.ts";
import type { Watcher } from "../relay.ts";
import { followWithCare, nobody } from "../with_care.ts";

/** More lanes than this are not followed: what they teach is found out from the next request, or not at all. */
const MOST = 100;

/** An answer that is under way. */
interface Answer {
  readonly asked: Purchase | undefined;
  readonly watcher: Watcher;
  isEnded(): boolean;
}

/** Answers that come one after the other. */
interface Lane {
  /** Requests whose answers have not begun. */
  readonly asked: (Purchase | undefined)[];
  current?: Answer;
  /** Request of the last answer: another may follow it unasked, as after a `response.steer`. */
  last?: Purchase;
}

/** Follows the answers on one socket: lanes run side by side. */
export class Lanes {
  readonly #framed: Framed;
  readonly #house: House;
  readonly #lanes = createLru<string, Lane>({ maxEntries: MOST });

  constructor(framed: Framed, house: House) {
    this.#framed = framed;
    this.#house = house;
  }

  /** Whether an answer is owed. */
  get isBusy(): boolean {
    return this.#lanes.values().some(({ asked, current }) => current || asked.length > 0);
  }

  /** A request is about to go up; `undefined` for one that could not be read. */
  ask(name: string, asked: Purchase | undefined): void {
    const lane = this.#lanes.get(name);
    if (lane) lane.asked.push(asked);
    else this.#lanes.set(name, { asked: [asked] });
  }

  /** A message of an answer is about to go down. */
  async told(name: string, message: Uint8Array): Promise<void> {
    const lane = this.#lanes.get(name);
    if (lane === undefined) return;
    const answer = lane.current ??= this.#answerTo(lane.asked.shift() ?? lane.last);
    await answer.watcher.passing(message);
    if (!answer.isEnded()) return;
    lane.last = answer.asked;
    lane.current = undefined;
    await answer.watcher.over(true);
  }

  /** Nothing more comes. */
  async over(): Promise<void> {
    for (const { current } of this.#lanes.values()) await current?.watcher.over(false);
    this.#lanes.clear();
  }

  #answerTo(asked: Purchase | undefined): Answer {
    const listener = this.#framed.listener();
    let isEnded = false;
    const hearing: Listener = {
      hear: (bytes) => {
        const heard = listener.hear(bytes);
        isEnded ||= heard.ended;
        return heard;
      },
      end: () => listener.end(),
    };
    const bill = asked && this.#house.till.open(asked);
    bill?.begun();
    const watcher = asked && bill
      ? noteTaker(hearing, asked.known, this.#house, bill)
      : { ...nobody, passing: (bytes: Uint8Array) => Promise.resolve(void hearing.hear(bytes)) };
    return {
      asked,
      watcher: followWithCare(watcher, this.#house),
      isEnded: () => isEnded,
    };
  }
}
