import { type Dialect, eitherOf, like, type Words } from "./dialect.ts";

/** A frame of `curl`'s meter: shares and sizes of all, down and up, two speeds, three times, and the speed now. */
const FRAME =
  /\r* *\d{1,3} +[\d.]+[kMGTP]? +\d{1,3} +[\d.]+[kMGTP]? +\d{1,3} +[\d.]+[kMGTP]? +[\d.]+[kMGTP]? +[\d.]+[kMGTP]? +[\d:dh-]{5,8} +[\d:dh-]{5,8} +[\d:dh-]{5,8} +[\d.]+[kMGTP]?/y;

/** What comes next stands on the row of the meter. */
const meter: Words = (lines) => (at) => {
  FRAME.lastIndex = 0;
  let end = 0;
  while (FRAME.test(lines[at])) end = FRAME.lastIndex;
  return end;
};

const STEPS = like(
  /^ +% Total +% Received +% Xferd +Average Speed +Time +Time +Time +Current$/,
  /^ +Dload +Upload +Total +Spent +Left +Speed$/,
  /^ *\d+K [ .,]{0,100}(?: *\d+%)? +[\d.,]+[KMGT]?(?:[ =][\d.]{0,9}[dhms]|\d){0,9}$/,
  /^[{}] \[\d+ bytes data\]$/,
  /^\* (?:TLSv[\d.]+ \((?:IN|OUT)\), TLS |Found bundle for host|Can not multiplex|Connection #\d+ to host \S+ left intact|Re-using existing |Closing connection)/,
);

/** `curl`, `wget`: the meters. */
export const transfers: Dialect = {
  programs: ["curl", "wget"],
  signs: ["% Received", ".......... ", "bytes data]", "* TLSv"],
  tells: "progress",
  mayFail: false,
  words: eitherOf(STEPS, meter),
};
