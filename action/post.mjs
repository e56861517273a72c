// The end of the job: adds what was saved to its summary, and ends this job's proxy.
import { env } from "node:process";
import { input, run, step, tell } from "./runner.mjs";
import { summaryOf } from "./summary.mjs";

await step(() => {
  const { STATE_binary: binary, STATE_home: home, STATE_port: port } = env;
  // The step had failed before it started one.
  if (!binary) return;
  const own = { SQUEEZR_HOME: home, SQUEEZR_PORT: port };
  try {
    const stats = JSON.parse(run(binary, ["stats", "--json"], own));
    if (input("summary") !== "false") tell("GITHUB_STEP_SUMMARY", [summaryOf(stats)]);
  } finally {
    console.log(run(binary, ["stop"], own).trimEnd());
  }
});
