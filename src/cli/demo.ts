import { plural } from "../text/plural.ts";
import type { Played } from "../demo/play.ts";
import { command, jsonFlag } from "./kit/command.ts";
import { Failure } from "./kit/failure.ts";
import { percent, size } from "./kit/format.ts";

const INTRO =
  `A recorded session of an agent at work, through a proxy of its own, to a provider that is as strict as
the real one: it refuses a request in which anything stands otherwise than it was sent before.
`;

function rowOf({ request, bytesIn, bytesUp, changed }: Played): string[] {
  const saved = percent(100 * (bytesIn - bytesUp) / bytesIn);
  return [`${request}`, size(bytesIn), size(bytesUp), saved, changed === 0 ? "none" : `${changed}`];
}

function factsOf({ request, bytesIn, bytesUp, changed }: Played): Record<string, number> {
  return { request, bytes_in: bytesIn, bytes_up: bytesUp, changed };
}

function sumOf(rows: readonly Played[]): string {
  const sum = (of: (row: Played) => number) => rows.reduce((all, row) => all + of(row), 0);
  const [bytesIn, bytesUp] = [sum((row) => row.bytesIn), sum((row) => row.bytesUp)];
  const changed = sum((row) => row.changed);
  return `${rows.length} ${plural(rows.length, "request")}: ${size(bytesIn)} in, ${
    size(bytesUp)
  } up, ` +
    `${percent(100 * (bytesIn - bytesUp) / bytesIn)} saved. ` +
    (changed === 0
      ? "Not one byte that was sent was changed later.\n"
      : `Messages that were changed after they were sent: ${changed}.\n`);
}

/** Shows the proxy at work, without a key and without a network. */
export const demo = command({
  name: "demo",
  summary: "show the proxy at work on a recorded session, without a key",
  usage: "",
  most: 0,
  about: "Exit code 1 when a byte that was sent was changed later, or a request was refused.",
  examples: [["squeezr demo", "what goes in and what goes up, request by request"]],
  flags: { json: jsonFlag },
  async run(io, { flags }) {
    // What only this command needs must not take part in the start of every other.
    const { show } = await import("../demo/show.ts");
    const rows = await Array.fromAsync(show());
    if (rows.length === 0) throw new Failure("the recorded session holds no request");
    const isWell = rows.every(({ changed }) => changed === 0);
    if (flags.json) {
      io.out(`${JSON.stringify({ ok: isWell, requests: rows.map(factsOf) })}\n`);
      return isWell ? 0 : 1;
    }
    const { grid } = await import("./kit/grid.ts");
    const head = ["request", "in", "up", "saved", "sent before and changed"];
    io.out(`${INTRO}\n${grid([head, ...rows.map(rowOf)])}\n${sumOf(rows)}`);
    return isWell ? 0 : 1;
  },
});
