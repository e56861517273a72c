import { Buffer } from "node:buffer";
import type { Framed } from "../../providers/framed.ts";
import type { House } from "../house.ts";
import { enterWithCare, prepareWithCare } from "../with_care.ts";
import { Lanes } from "./lanes.ts";
import type { Message } from "./socket.ts";

/** What is read on a socket, and for whom. */
export interface Reading {
  readonly framed: Framed;
  /** Without base path and query. */
  readonly path: string;
  readonly client: string;
}

/** Reads the messages of one socket: requests on their way up, what their answers teach on their way down. */
export class Frames {
  readonly #reading: Reading;
  readonly #house: House;
  readonly #lanes: Lanes;

  constructor(reading: Reading, house: House) {
    this.#reading = reading;
    this.#house = house;
    this.#lanes = new Lanes(reading.framed, house);
  }

  /** Whether an answer is owed. */
  get isBusy(): boolean {
    return this.#lanes.isBusy;
  }

  /** A message of the client as it goes up: a request with what was decided, all else as it came. */
  async up(message: Message): Promise<Message> {
    if (typeof message !== "string") return message;
    const { framed, path, client } = this.#reading;
    const came = Buffer.from(message);
    const lane = framed.askedIn(came);
    if (lane === undefined) return message;
    const begun = performance.now();
    const visit = {
      provider: framed.requests,
      purpose: "message",
      path,
      body: came,
      client,
    } as const;
    const { body, known } = await prepareWithCare(visit, this.#house);
    const milliseconds = performance.now() - begun;
    const bytesUp = body.length;
    this.#lanes.ask(lane, known && { known, provider: framed.requests, client, bytesUp });
    this.#house.tally.request();
    // It counts while the upstream is at work.
    if (known) void enterWithCare({ known, client, milliseconds }, this.#house);
    return body === came ? message : Buffer.from(body).toString();
  }

  /** A message of the upstream, on its way down: what it teaches is written before it leaves. */
  async down(message: Message): Promise<void> {
    if (typeof message !== "string") return;
    const bytes = Buffer.from(message);
    const lane = this.#reading.framed.toldIn(bytes);
    if (lane !== undefined) await this.#lanes.told(lane, bytes);
  }

  /** Nothing more comes down. */
  async over(): Promise<void> {
    await this.#lanes.over();
  }
}
