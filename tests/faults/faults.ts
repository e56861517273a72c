/** What goes wrong above, acted out on a real connection. */
import { Buffer } from "node:buffer";
import type { ServerResponse } from "node:http";
import { brotliCompressSync, gzipSync, zstdCompressSync } from "node:zlib";
import type { Door } from "./doors/door.ts";
import type { Reached } from "./meter.ts";

/** What an upstream does with a request. */
export type Act = (response: ServerResponse, door: Door, reached: Reached) => void | Promise<void>;

/** One way in which an answer is not as a client would like it. */
export interface Fault {
  readonly name: string;
  readonly act: Act;
}

/** Headers that a client acts on, and some that nobody knows. */
const HEADERS: readonly [string, string][] = [
  ["request-id", "req_0123456789abcdef"],
  ["x-request-id", "0123-4567"],
  ["retry-after", "7"],
  ["retry-after-ms", "7001"],
  ["x-should-retry", "true"],
  ["anthropic-ratelimit-tokens-reset", "2026-01-01T00:00:00Z"],
  ["x-ratelimit-remaining-tokens", "0"],
  ["set-cookie", "a=1"],
  ["set-cookie", "b=2"],
  ["x-of-nobody", "\u00fc"],
];

function head(response: ServerResponse, status: number, type: string, ...more: string[]): void {
  const headers = [...HEADERS, ["content-type", type]].flat();
  response.writeHead(
    status,
    [...headers, ...more].map((text) => Buffer.from(text).toString("latin1")),
  );
}

const JSON_TYPE = "application/json";

/** Refusals, as the API words them. */
export const REFUSALS: readonly Fault[] = [400, 401, 429, 500, 503, 529].map((status) => ({
  name: `a ${status} in its own words`,
  act: (response, door) => {
    head(response, status, JSON_TYPE);
    response.end(door.errorBody(status));
  },
}));

const PAGE = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>\r\n";

/** What stands between us and the API answers in its place. */
export const PAGES: readonly Fault[] = [200, 500, 502, 504].map((status) => ({
  name: `a ${status} with a page of a balancer`,
  act: (response) => {
    head(response, status, "text/html");
    response.end(PAGE);
  },
}));

/** Sends pieces one by one, each when the last one has reached the client. */
async function pour(response: ServerResponse, pieces: readonly Uint8Array[], reached: Reached) {
  let sent = 0;
  for (const piece of pieces) {
    response.write(piece);
    await reached(sent += piece.length);
  }
}

/** Every piece; of an answer that comes whole two halves. */
function piecesOf({ pieces }: Door): Uint8Array[] {
  const bytes = pieces.map((piece): Uint8Array => Buffer.from(piece));
  if (bytes.length > 1) return bytes;
  const half = bytes[0].length >> 1;
  return [bytes[0].subarray(0, half), bytes[0].subarray(half)];
}

/** What may be awaited of an answer: a whole one need not come in pieces. */
function paceOf({ pieces }: Door, reached: Reached): Reached {
  return pieces.length > 1 ? reached : () => Promise.resolve();
}

/** The model calls our tool. */
export const asks: Act = (response, door) => {
  head(response, 200, door.type);
  response.end(door.asking);
};

/** An error is told inside a 200. */
export const failsInside: Act = (response, door) => {
  head(response, 200, door.type);
  response.end(door.errorInside);
};

/** The connection ends before an answer began. */
export const resets: Act = (response) => {
  response.destroy();
};

/** The connection ends in the middle of an answer. */
export const breaksOff: Act = (response, door) => {
  head(response, 200, door.type);
  const [first] = piecesOf(door);
  response.write(first);
  setTimeout(() => response.destroy(), 50);
};

/** Nothing goes wrong; each piece of a stream comes when the client has the last one. */
export const answers: Act = async (response, door, reached) => {
  head(response, 200, door.type);
  await pour(response, piecesOf(door), paceOf(door, reached));
  response.end();
};

const streams: readonly Fault[] = [
  { name: "nothing at all: each piece comes when the last one has come down", act: answers },
  {
    name: "a cut behind a piece",
    act: async (response, door, reached) => {
      head(response, 200, door.type);
      await pour(response, piecesOf(door).slice(0, 1), paceOf(door, reached));
      setTimeout(() => response.destroy(), 50);
    },
  },
  {
    name: "a cut within a piece",
    act: async (response, door, reached) => {
      head(response, 200, door.type);
      const [first, second] = piecesOf(door);
      await pour(response, [first], paceOf(door, reached));
      response.write(second.subarray(0, second.length >> 1));
      setTimeout(() => response.destroy(), 50);
    },
  },
  {
    name: "a cut before the length that it told",
    act: (response, door) => {
      const whole = Buffer.concat(piecesOf(door));
      head(response, 200, door.type, "content-length", `${whole.length}`);
      response.write(whole.subarray(0, whole.length - 5));
      setTimeout(() => response.destroy(), 50);
    },
  },
  {
    name: "an end before its end",
    act: async (response, door, reached) => {
      head(response, 200, door.type);
      const [first, second] = piecesOf(door);
      await pour(response, [first], paceOf(door, reached));
      response.end(second.subarray(0, second.length >> 1));
    },
  },
  {
    name: "an error inside a 200, at once",
    act: failsInside,
  },
  {
    name: "an error inside a 200, in mid-stream",
    act: async (response, door, reached) => {
      head(response, 200, door.type);
      const pieces = door.pieces.length > 1 ? piecesOf(door).slice(0, 2) : [];
      await pour(response, pieces, reached);
      response.end(door.errorInside);
    },
  },
  {
    name: "an empty 200",
    act: (response, door) => {
      head(response, 200, door.type);
      response.end();
    },
  },
  {
    name: "a 200 of another type",
    act: (response, door) => {
      head(response, 200, "application/octet-stream");
      response.end(Buffer.concat(piecesOf(door)));
    },
  },
];

const packers: readonly (readonly [string, (data: Uint8Array) => Uint8Array])[] = [
  ["gzip", gzipSync],
  ["br", brotliCompressSync],
  ["zstd", zstdCompressSync],
];

const packed = packers.map(([encoding, pack]): Fault => ({
  name: `an answer in ${encoding} that nobody asked for`,
  act: async (response, door, reached) => {
    head(response, 200, door.type, "content-encoding", encoding);
    const bytes = pack(Buffer.concat(piecesOf(door)));
    const half = bytes.length >> 1;
    await pour(response, [bytes.subarray(0, half), bytes.subarray(half)], paceOf(door, reached));
    response.end();
  },
}));

/** Whatever gives an answer, good or bad. */
export const FAULTS: readonly Fault[] = [...REFUSALS, ...PAGES, ...streams, ...packed];
