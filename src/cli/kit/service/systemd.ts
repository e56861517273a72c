import { Buffer } from "node:buffer";
import { join } from "node:path";
import type { Machine } from "../../../clients/client.ts";
import { type Job, type Service, wordsOf } from "./service.ts";

const UNIT = "squeezr.service";

/** A word as systemd reads it: `%` and `$` stand for more otherwise (systemd.service(5), "Command lines"). */
function word(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("%", "%%");
  return `"${escaped}"`;
}

function unitOf(job: Job): string {
  const env = Object.entries(job.env).map(([name, value]) =>
    `Environment=${word(`${name}=${value}`)}\n`
  );
  const command = wordsOf(job).map((text) => word(text).replaceAll("$", "$$$$")).join(" ");
  return `# Made by "squeezr setup --service"; "squeezr unsetup --service" takes it away.
[Unit]
Description=Squeezr, a context proxy for coding agents
StartLimitIntervalSec=0

[Service]
ExecStart=${command}
${env.join("")}WorkingDirectory=/
Restart=on-failure
RestartSec=2
TimeoutStopSec=70

[Install]
WantedBy=default.target
`;
}

/** A user's unit of systemd. */
export function systemd({ env, home }: Machine, job: Job): Service {
  const folder = join(env.XDG_CONFIG_HOME || join(home, ".config"), "systemd", "user");
  return {
    file: join(folder, UNIT),
    bytes: Buffer.from(unitOf(job)),
    reset: [],
    begin: [
      ["systemctl", "--user", "daemon-reload"],
      ["systemctl", "--user", "enable", UNIT],
      ["systemctl", "--user", "restart", UNIT],
    ],
    end: [
      ["systemctl", "--user", "disable", "--now", UNIT],
      ["systemctl", "--user", "daemon-reload"],
    ],
    notes: ['it ends when you log out, unless you say "loginctl enable-linger" once'],
  };
}
