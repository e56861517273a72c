import { type Dialect, like } from "./dialect.ts";

/** `wget` and `curl -v`: how it came over the wire. */
export const transfers: Dialect = {
  programs: ["curl", "wget"],
  signs: [".......... ", "bytes data]", "* TLSv", "left intact"],
  tells: "progress",
  mayFail: false,
  words: like(
    /^ *\d+K [ .,]{0,100}(?: *\d+%)? +[\d.,]+[KMGT]?(?:[ =][\d.]{0,9}[dhms]|\d){0,9}$/,
    /^[{}] \[\d+ bytes data\]$/,
    /^\* (?:TLSv[\d.]+ \((?:IN|OUT)\), TLS |Found bundle for host|Can not multiplex|Connection #\d+ to host \S+ left intact|Re-using existing |Closing connection)/,
  ),
};
