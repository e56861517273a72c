import type { AnsweredLine, AskedLine } from "../../recording/lines.ts";
import { bytesOf, unpacked } from "../../recording/pack.ts";
import type { Answered, Asked, Session } from "../session.ts";
import type { Line, Tell } from "./lines.ts";

/** Whether these are lines of a recording of our own (`squeezr start --record DIR`). */
export function isRecording(lines: readonly Line[]): boolean {
  return lines[0]?.fields.squeezr_recording === 1;
}

/** The requests that were recorded, in the order in which they came. Those that were never answered are left out. */
export function recordedSession(
  file: string,
  name: string,
  lines: readonly Line[],
  tell: Tell,
): Session {
  const counted = lines[0].fields.compression === "on" ? "sent" : "direct";
  return {
    name,
    client: "recorded",
    source: { kind: "recorded", counted },
    requests: { [Symbol.iterator]: () => askedIn(file, lines, tell) },
  };
}

function* askedIn(file: string, lines: readonly Line[], tell: Tell): Generator<Asked> {
  const asked = lines.flatMap(({ number, fields }) =>
    isAsked(fields) ? [{ number, line: fields }] : []
  );
  const answers = new Map(
    lines.flatMap(({ fields }) => isAnswered(fields) ? [[fields.answer, fields]] : []),
  );
  const lastUse = new Map(asked.map(({ line: { base } }, i) => [base, i]));
  const bodies = new Map<number, Uint8Array>();
  for (const [i, { number, line }] of asked.entries()) {
    const base = line.base === undefined ? new Uint8Array() : bodies.get(line.base);
    if (base === undefined) {
      tell({ file, line: number, what: "goes on from a request that can't be read" });
      continue;
    }
    const body = unpacked(line, base);
    if (lastUse.has(line.n)) bodies.set(line.n, body);
    if (line.base !== undefined && lastUse.get(line.base) === i) bodies.delete(line.base);
    const answer = answers.get(line.n);
    const { at, api, path, agent } = line;
    if (answer) yield { at, begun: answer.begun, api, path, agent, body, answer: answerOf(answer) };
  }
}

function answerOf({ status, type, body }: AnsweredLine): Answered {
  return { status, type, body: body ? bytesOf(body) : new Uint8Array() };
}

/** Lines of our own making: what tells them apart is looked at, and their rest is believed. */
function isAsked(fields: object): fields is AskedLine {
  return "n" in fields && "at" in fields && "middle" in fields;
}

function isAnswered(fields: object): fields is AnsweredLine {
  return "answer" in fields && "begun" in fields;
}
