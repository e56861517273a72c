/** When a line of a log was written: where that ends in the line, the time of day, and what stands around it. */
export interface Stamp {
  /** Characters, with what a reader or a client has put before the line. */
  readonly length: number;
  /** A number that a reader gave the line, a name that `docker compose` put before it. */
  readonly label: string;
  readonly time: string;
  /** The stamp without the time. */
  readonly day: string;
}

/** `7→`, `7<tab>`, `web-1  | ` */
const LABEL = /^(?:\d{1,9}[→\t]|[\w.-]{1,40} +\| )?/;

const TIME = "\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?";
const ZONE = "(?:Z|[+-]\\d\\d:?\\d\\d)?";
/** The time stands in the second group. */
const FORMS: readonly RegExp[] = [
  // 2015-10-18 18:01:47,978 / 2024/01/02T12:00:00Z
  `(\\d{4}[-/]\\d\\d[-/]\\d\\d[T ])(${TIME})(${ZONE},?)`,
  // 03-17 16:13:38.811 / 17/06/09 20:10:40 / 10/02/2024 09:00:00
  `(\\d\\d[-/]\\d\\d(?:[-/]\\d\\d(?:\\d\\d)?)? )(${TIME})()`,
  // [Sun Dec 04 04:47:44 2005]
  `(\\[?[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d )(${TIME})( \\d{4}\\]?)`,
  // Jun 14 15:16:01
  `([A-Z][a-z]{2} [ \\d]\\d )(${TIME})()`,
  // 081109 203615
  `(\\d{6} )(\\d{6})()`,
  // I0314 12:00:00.123456
  `([IWEF]\\d{4} )(${TIME})()`,
  // 12:30:45.678
  `(\\[?)(${TIME})(\\]?)`,
  // [    0.123456]
  `(\\[ {0,9})(\\d{1,9}\\.\\d{6})(\\])`,
].map((form) => new RegExp(`${form}(?= )`, "y"));

/** The stamp that a line begins with, before a blank. */
export function stampOf(line: string): Stamp | undefined {
  const label = LABEL.exec(line)?.[0] ?? "";
  for (const form of FORMS) {
    form.lastIndex = label.length;
    const found = form.exec(line);
    if (found) {
      const [whole, before, time, behind] = found;
      return { length: label.length + whole.length, label, time, day: `${before}\0${behind}` };
    }
  }
  return undefined;
}
