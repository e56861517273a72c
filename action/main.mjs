// The action's step: installs the binary, starts a proxy for this job, and points the steps that come at it.
import { join } from "node:path";
import { env, platform } from "node:process";
import { fileURLToPath } from "node:url";
import { input, run, step, tell } from "./runner.mjs";

/** The release of the tag that this action is used at. */
function releasePage() {
  const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository } = env;
  const { GITHUB_ACTION_REF: tag } = env;
  if (!repository || !tag) throw new Error("say where the release is, with the input download");
  return `${server ?? "https://github.com"}/${repository}/releases/download/${tag}`;
}

function install(folder) {
  const download = input("download") || env.SQUEEZR_DOWNLOAD || releasePage();
  const more = { SQUEEZR_DOWNLOAD: download, SQUEEZR_INSTALL: folder };
  const script = (name) => fileURLToPath(new URL(`../scripts/release/${name}`, import.meta.url));
  const said = platform === "win32"
    ? run("pwsh", ["-NoProfile", "-File", script("install.ps1")], more)
    : run("sh", [script("install.sh")], more);
  console.log(said.trimEnd());
  return join(folder, platform === "win32" ? "squeezr.exe" : "squeezr");
}

await step(() => {
  const temp = env.RUNNER_TEMP;
  if (!temp) throw new Error("RUNNER_TEMP is not set: this runs as a step of GitHub Actions");
  const folder = join(temp, "squeezr-bin");
  const home = input("home") || join(temp, "squeezr");
  const binary = install(folder);
  const { url, port, pid } = JSON.parse(
    run(binary, ["start", "--json", "--port", input("port") || "0"], { SQUEEZR_HOME: home }),
  );
  console.log(`The proxy listens on ${url} (pid ${pid}).`);
  const own = { SQUEEZR_HOME: home, SQUEEZR_PORT: String(port) };
  const client = input("client");
  const lines = run(binary, ["env", "--shell", "dotenv", ...(client ? [client] : [])], own);
  tell("GITHUB_ENV", [`SQUEEZR_HOME=${home}`, lines.trimEnd()]);
  tell("GITHUB_PATH", [folder]);
  tell("GITHUB_OUTPUT", [`url=${url}`, `port=${port}`]);
  tell("GITHUB_STATE", [`binary=${binary}`, `home=${home}`, `port=${port}`]);
});
