import { Buffer } from "node:buffer";
import { join } from "node:path";
import type { Machine } from "../../../clients/client.ts";
import { type Job, type Order, type Service, wordsOf, xml } from "./service.ts";

const NAME = "squeezr";

/** Words as programs on Windows take a command line apart: quotes around, and backslashes before quotes doubled. */
function lineOf(words: readonly string[]): string {
  return words.map((word) =>
    /^[^\s"]+$/.test(word) ? word : `"${
      word.replace(
        /(\\*)("|$)/g,
        (_, slashes, quote) => slashes + slashes + (quote === "" ? "" : '\\"'),
      )
    }"`
  ).join(" ");
}

function taskOf(job: Job): string {
  const [program, ...rest] = wordsOf(job);
  return `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>
    </LogonTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Hidden>true</Hidden>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>255</Count>
    </RestartOnFailure>
  </Settings>
  <Actions>
    <Exec>
      <Command>${xml(program)}</Command>
      <Arguments>${xml(lineOf(rest))}</Arguments>
    </Exec>
  </Actions>
</Task>
`;
}

/** A task of the Task Scheduler. `state` is the state folder. */
export function scheduledTask({ env }: Machine, job: Job, state: string): Service {
  const end: Order = ["schtasks", "/End", "/TN", NAME];
  const file = join(state, "squeezr-task.xml");
  const text = taskOf(job).replaceAll("\n", "\r\n");
  const unset = Object.keys(job.env).filter((name) => env[name] !== undefined);
  return {
    file,
    bytes: Buffer.from(`\ufeff${text}`, "utf16le"),
    reset: [end],
    begin: [
      ["schtasks", "/Create", "/F", "/TN", NAME, "/XML", file],
      ["schtasks", "/Run", "/TN", NAME],
    ],
    end: [end, ["schtasks", "/Delete", "/F", "/TN", NAME]],
    notes: unset.length === 0 ? [] : [
      `a task gets no variables from a shell: set ${unset.join(", ")} for your account (setx)`,
    ],
  };
}
