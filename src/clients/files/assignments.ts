/** A line that sets a variable, in a .env file or in the profile of a shell. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
  /** Where the value stands, quotes and all. */
  readonly start: number;
  readonly end: number;
}

/** `NAME=v`, `export NAME=v`; `set -gx NAME v` in fish; `$env:NAME = v` in PowerShell. */
const LINE =
  /^[ \t]*(?:(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*|set[ \t]+-[a-zA-Z]*x[a-zA-Z]*[ \t]+([A-Za-z_]\w*)[ \t]+|\$env:([A-Za-z_]\w*)[ \t]*=[ \t]*)("[^"\r\n]*"|'[^'\r\n]*'|[^\s#;"']*)/gm;

/** The variables that a text sets, in its order. Of values that a shell would work out, the words as they are written. */
export function assignmentsIn(text: string): readonly Assignment[] {
  return [...text.matchAll(LINE)].map((match) => {
    const written = match[4];
    const end = match.index + match[0].length;
    const value = /^["']/.test(written) ? written.slice(1, -1) : written;
    return {
      name: match[1] ?? match[2] ?? match[3],
      value,
      start: end - written.length,
      end,
    };
  });
}
