import type { Packed, Written } from "./pack.ts";

/**
 * A recording is a file of JSON lines: one of its beginning, then a line for each request as it came and one for each
 * answer as the client got it. Nothing of their headers stands in it but what is named here.
 */
export type RecordLine = Beginning | AskedLine | AnsweredLine;

/** The first line. */
export interface Beginning {
  readonly squeezr_recording: 1;
  readonly version: string;
  /** Whether what went up then was shortened, which is what the provider counted. */
  readonly compression: "on" | "off";
}

/** One request, unpacked. */
export interface AskedLine extends Packed {
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The API of its upstream. */
  readonly api: string;
  /** Without base path and query. */
  readonly path: string;
  /** `user-agent` */
  readonly agent: string;
}

/** The answer to a request; one that is too long for a recording is left out. */
export interface AnsweredLine {
  readonly answer: number;
  /** When it began, in milliseconds since 1970. */
  readonly begun: number;
  readonly status: number;
  /** `content-type` */
  readonly type: string;
  readonly body: Written | undefined;
}
