import { version } from "../../config/version.ts";
import type { Command } from "./command.ts";
import { flagRows } from "./help.ts";

/** A text as roff takes it: no character of it is an order. */
function plain(text: string): string {
  const escaped = text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replaceAll('"', "\\(dq");
  return /^['.]/.test(escaped) ? `\\&${escaped}` : escaped;
}

/** A term in bold, and what there is to say of it, set in below. */
function item(term: string, text: string): string {
  return `.TP\n\\fB${plain(term)}\\fR\n${plain(text)}\n`;
}

function section(command: Command): string {
  const { name, usage, summary, about, examples } = command;
  const more = about === undefined ? "" : `.PP\n${plain(about)}\n`;
  return `.SS ${plain(`squeezr ${name}${usage === "" ? "" : ` ${usage}`}`)}\n${
    plain(`${summary[0].toUpperCase()}${summary.slice(1)}.`)
  }\n${more}${flagRows(command).map(([term, text]) => item(term, text)).join("")}.PP\nExamples:\n${
    examples.map(([line, does]) => item(line, does)).join("")
  }`;
}

/** The manual page, for `man`. */
export function manualOf(commands: readonly Command[]): string {
  return `.\\" Made from the commands by "squeezr help --man".
.TH SQUEEZR 1 "" "squeezr ${plain(version)}" "User Commands"
.SH NAME
squeezr \\- a local context proxy for coding agents
.SH SYNOPSIS
\\fBsqueezr\\fR \\fICOMMAND\\fR [\\fIWORDS\\fR] [\\fIFLAGS\\fR]
.SH DESCRIPTION
Stands between a coding agent and its model's API, shortens what tools gave back on the way up, and
passes answers through untouched on the way down. What was sent once is sent the same for the life of
the conversation; what was shortened can be had back.
.SH COMMANDS
${commands.map(section).join("")}.SH EXIT STATUS
0 when it is done, 1 when it failed, 2 when it was asked for in a wrong way.
.SH ENVIRONMENT
.TP
\\fBSQUEEZR_HOME\\fR
The state folder, in place of ~/.squeezr.
.TP
\\fBSQUEEZR_PORT\\fR
The port of the proxy.
.TP
\\fBNO_COLOR\\fR
No colours, whatever it holds.
.PP
Settings have variables of their own: "squeezr config show" names those that are set.
.SH FILES
.TP
~/.squeezr/squeezr.toml
The settings.
.TP
~/.squeezr/ledger.db
What was sent.
.TP
~/.squeezr/squeezr.log
The log: never a body, a key or the value of a header.
`;
}
