import { type Dialect, eitherOf, like, type Words } from "./dialect.ts";

const STEPS = like(
  /^(?:Get|Hit):\d+ /,
  /^Reading (?:package lists|state information)\.\.\./,
  /^Building dependency tree/,
  /^Fetched [\d.,]+ [kMG]?B in /,
  /^Selecting previously unselected package /,
  /^\(Reading database \.\.\. /,
  /^Preparing to unpack /,
  // `Unpacking x (2) over (1)` is the one place that tells which version went.
  /^Unpacking \S+ \([^()]*\) \.\.\.$/,
  /^Processing triggers for /,
  /^debconf: delaying package configuration/,
  /^(?:Extracting templates from packages|Preconfiguring packages)/,
  /^Creating config file \S+ with new version$/,
  /^update-alternatives: using \S+ to provide \S+ \(\S+\) in auto mode$/,
  /^Scanning (?:processes|candidates|linux images|processor microcode)\.\.\./,
  /^No (?:services need|containers need|user sessions are|VM guests are) /,
);

const INSTALL = /^Inst (\S+) .*?\(([^ )]+)/;
const CONFIGURE = /^Conf (\S+) \(([^ )]+)/;

/** A rehearsal (`apt-get -s`) names what it installs and then again what it sets up. */
const rehearsed: Words = (lines) => {
  const installed = new Set(lines.flatMap((line) => keyOf(INSTALL.exec(line)) ?? []));
  return (at) => installed.has(keyOf(CONFIGURE.exec(lines[at])) ?? "") ? lines[at].length : 0;
};

function keyOf(match: RegExpExecArray | null): string | undefined {
  return match === null ? undefined : `${match[1]} ${match[2]}`;
}

/** Debian's tools. `Setting up` stays: it says what is installed, in which version. */
export const debian: Dialect = {
  programs: ["apt", "apt-get", "aptitude", "dpkg"],
  signs: ["Reading package lists", "Unpacking ", "Processing triggers for ", "Hit:1 ", "Get:1 "],
  tells: "downloading and unpacking",
  mayFail: true,
  words: eitherOf(STEPS, rehearsed),
};
