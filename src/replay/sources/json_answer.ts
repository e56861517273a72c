import { Buffer } from "node:buffer";
import type { Answered } from "../session.ts";

/** An answer in one piece. */
export function jsonAnswer(body: unknown): Answered {
  return { status: 200, type: "application/json", body: Buffer.from(JSON.stringify(body)) };
}
