import { command, jsonFlag, portFlag } from "./kit/command.ts";
import { ask, objectOf } from "./kit/ask.ts";
import { Failure } from "./kit/failure.ts";
import { needTarget, type Target } from "./kit/target.ts";

const ACTIONS = ["on", "off", "status"];

async function bypassed(target: Target, action: string): Promise<boolean> {
  const reply = await ask(
    target,
    "/squeezr/bypass",
    action === "status"
      ? {}
      : { method: "POST", body: JSON.stringify({ bypassed: action === "on" }) },
  );
  if (reply.kind !== "answer") {
    throw new Failure(`the proxy on port ${target.port} does not answer`);
  }
  const said = objectOf(reply.body)?.bypassed;
  if (typeof said === "boolean") return said;
  throw new Failure(
    `the proxy on port ${target.port} did not let us (${reply.status}): it was not started from this ` +
      "state folder, so its token is not known here",
  );
}

/** Lets new results through as they are, and back. */
export const bypass = command({
  name: "bypass",
  summary: "let new results through as they are, or say whether that is so",
  usage: "[on|off|status]",
  most: 1,
  choices: ACTIONS,
  about:
    "While on, results that go up for the first time stay raw. What was sent before keeps its form, " +
    "on and off, so that the provider's prompt cache holds. It lasts until the proxy ends.",
  examples: [
    ["squeezr bypass on", "leave new results alone"],
    ["squeezr bypass off", "shorten again"],
    ["squeezr bypass", "say which it is"],
  ],
  flags: { port: portFlag, json: jsonFlag },
  async run(io, { flags, words: [action = "status"] }) {
    const on = await bypassed(await needTarget(io, flags.port), action);
    const says = on ? "on: new results go up as they are" : "off: new results are shortened";
    io.out(flags.json ? `${JSON.stringify({ bypassed: on })}\n` : `Bypass is ${says}.\n`);
    return 0;
  },
});
