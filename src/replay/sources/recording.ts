import type { AnsweredLine, AskedLine } from "../../recording/lines.ts";
import { type Fields, isFields } from "../../demo/values.ts";
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
  const asked: { readonly number: number; readonly line: AskedLine }[] = [];
  const answers = new Map<number, AnsweredLine>();
  for (const { number, fields } of lines.slice(1)) {
    if (isAsked(fields)) asked.push({ number, line: fields });
    else if (isAnswered(fields)) answers.set(fields.answer, fields);
    else tell({ file, line: number, what: "is neither a request nor an answer" });
  }
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
    const { at, api, path, agent } = line;
    const answer = answers.get(line.n);
    if (answer) yield { at, begun: answer.begun, api, path, agent, body, answer: answerOf(answer) };
  }
}

function answerOf({ status, type, body }: AnsweredLine): Answered {
  return { status, type, body: body ? bytesOf(body) : new Uint8Array() };
}

type Check = (value: unknown) => boolean;

const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isTime: Check = (value) => Number.isFinite(value);
const isText: Check = (value) => typeof value === "string";
/** What a header may hold. Source: RFC 9110, 5.5. */
const isHeader: Check = (value) => typeof value === "string" && /^[\t -~\x80-\xff]*$/.test(value);
/** Of an answer that is the last one. Source: RFC 9110, 15. */
const isStatus: Check = (value) => isCount(value) && Number(value) >= 200 && Number(value) < 600;

/** What each field of a line is. A line that is damaged is none. */
const ASKED: Readonly<Record<string, Check>> = {
  n: isCount,
  at: isTime,
  api: isText,
  path: isText,
  agent: isHeader,
  base: (value) => value === undefined || isCount(value),
  start: isCount,
  end: isCount,
};
const ANSWERED: Readonly<Record<string, Check>> = {
  answer: isCount,
  begun: isTime,
  status: isStatus,
  type: isHeader,
};

function isAsked(fields: Fields): fields is Fields & AskedLine {
  return isMadeOf(fields, ASKED) && isWritten(fields.middle);
}

function isAnswered(fields: Fields): fields is Fields & AnsweredLine {
  return isMadeOf(fields, ANSWERED) && (fields.body === undefined || isWritten(fields.body));
}

function isMadeOf(fields: Fields, checks: Readonly<Record<string, Check>>): boolean {
  return Object.entries(checks).every(([name, holds]) => holds(fields[name]));
}

function isWritten(value: unknown): boolean {
  return isFields(value) && (typeof value.text === "string" || typeof value.base64 === "string");
}
