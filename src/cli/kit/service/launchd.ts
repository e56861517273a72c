import { Buffer } from "node:buffer";
import { join } from "node:path";
import type { Machine } from "../../../clients/client.ts";
import { type Job, type Order, type Service, wordsOf, xml } from "./service.ts";

const LABEL = "squeezr.proxy";

function strings(texts: readonly string[]): string {
  return texts.map((text) => `    <string>${xml(text)}</string>\n`).join("");
}

function plistOf(job: Job): string {
  const env = Object.entries(job.env)
    .map(([name, value]) => `    <key>${xml(name)}</key>\n    <string>${xml(value)}</string>\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${LABEL}</string>
  <key>ProgramArguments</key>
  <array>
${strings(wordsOf(job))}  </array>
  <key>EnvironmentVariables</key>
  <dict>
${env.join("")}  </dict>
  <key>WorkingDirectory</key>
  <string>/</string>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ExitTimeOut</key>
  <integer>70</integer>
</dict>
</plist>
`;
}

/** A user's agent of launchd. `uid` is the user's number. */
export function launchd({ home }: Machine, job: Job, uid: number): Service {
  const out: Order = ["launchctl", "bootout", `gui/${uid}/${LABEL}`];
  const file = join(home, "Library", "LaunchAgents", `${LABEL}.plist`);
  return {
    file,
    bytes: Buffer.from(plistOf(job)),
    reset: [out],
    begin: [["launchctl", "bootstrap", `gui/${uid}`, file]],
    end: [out],
    notes: [],
  };
}
