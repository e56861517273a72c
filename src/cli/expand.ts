import { command, portFlag } from "./kit/command.ts";
import { ask } from "./kit/ask.ts";
import { Failure, WrongUse } from "./kit/failure.ts";
import { needTarget } from "./kit/target.ts";

/** Gives back what a shortened result said before. */
export const expand = command({
  name: "expand",
  summary: "print the original of a shortened result",
  usage: "ID",
  most: 1,
  about:
    "Prints it byte for byte, with no line feed added. The proxy keeps originals in memory: they " +
    "are gone when it ends, and come back with the next request of their conversation.",
  examples: [
    ["squeezr expand k7q2m9xd", "print it"],
    ["squeezr expand k7q2m9xd | less", "read it"],
  ],
  flags: { port: portFlag },
  async run(io, { flags, words: [id] }) {
    if (id === undefined) throw new WrongUse("expand needs the id that stands in the marker");
    const target = await needTarget(io, flags.port);
    const reply = await ask(target, `/squeezr/expand/${encodeURIComponent(id)}`);
    if (reply.kind !== "answer") {
      throw new Failure(`the proxy on port ${target.port} does not answer`);
    }
    if (reply.status === 200) {
      io.out(reply.body);
      return 0;
    }
    throw new Failure(new TextDecoder().decode(reply.body).trim());
  },
});
