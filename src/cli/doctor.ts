import { command, jsonFlag } from "./kit/command.ts";
import type { Finding } from "./kit/doctor/finding.ts";
import { folded } from "./kit/help.ts";
import type { Io } from "./kit/io.ts";

const COLOURS = { ok: 32, warn: 33, fail: 31 } as const;

/** A finding's line, folded where the terminal is narrow; what to do stands below. */
function lineOf({ name, state, text, todo }: Finding, io: Io, width: number): string {
  const mark = state.padEnd(4);
  const seen = io.colour ? `\x1b[${COLOURS[state]}m${mark}\x1b[0m` : mark;
  const left = mark.length + width + 4;
  const lines = folded(text, Math.max(24, io.width - left));
  const what = todo === undefined ? "" : `\n${" ".repeat(6)}-> ${todo}`;
  return `${seen}  ${name.padEnd(width)}  ${lines.join(`\n${" ".repeat(left)}`)}${what}\n`;
}

function screen(io: Io, findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  const count = (state: Finding["state"]) => findings.filter((one) => one.state === state).length;
  const [warns, fails] = [count("warn"), count("fail")];
  const sum = fails + warns === 0
    ? "Everything is as it should be."
    : `${fails} to mend, ${warns} to know of.`;
  return findings.map((finding) => lineOf(finding, io, width)).join("") + `\n${sum}\n`;
}

/** Looks at everything that has to be right, and says what to do where it isn't. */
export const doctor = command({
  name: "doctor",
  summary: "look for what is wrong, and say what to do",
  usage: "",
  most: 0,
  about:
    "Looks at the settings, the state folder, the proxy, the clients' settings and the environment, " +
    "calls at the upstreams without any key, and tries a proxy of its own on a provider of its own. " +
    "Exit code 1 when something has to be mended.",
  examples: [
    ["squeezr doctor", "everything, a line each"],
    ["squeezr doctor --offline", "the same, and no upstream is called"],
    ["squeezr doctor --json", "for a script, or to go with a report"],
  ],
  flags: {
    offline: { type: "boolean", doc: "call at no upstream" },
    json: jsonFlag,
  },
  async run(io, { flags }) {
    // What only this command needs must not take part in the start of every other.
    const { examine } = await import("./kit/doctor/examine.ts");
    const findings = await examine(io, flags.offline ?? false);
    const isWell = findings.every(({ state }) => state !== "fail");
    io.out(
      flags.json ? `${JSON.stringify({ ok: isWell, checks: findings })}\n` : screen(io, findings),
    );
    return isWell ? 0 : 1;
  },
});
