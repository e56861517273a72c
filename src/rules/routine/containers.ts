import { type Dialect, eitherOf, like, likeButLast, type Words } from "./dialect.ts";

const LAYERS = like(
  /^ *[0-9a-f]{12}:? (?:Pulling fs layer|Waiting|Downloading|Verifying Checksum|Download complete|Extracting|Pull complete|Already exists|Preparing|Layer already exists|Mounted from|Pushing|Pushed)\b/,
  /^#\d+ (?:sha256:[0-9a-f]+ |extracting sha256:|resolve \S+|transferring |exporting |preparing |sending tarball|DONE |CACHED$|\.\.\.$)/,
  /^#\d+ \[internal\] /,
  /^#\d+ *$/,
  /^ ---> (?:[0-9a-f]{12}|Running in [0-9a-f]{12}|Using cache)$/,
  /^(?: ---> )?Removed? intermediate container [0-9a-f]{12}$/,
  /^Sending build context to Docker daemon /,
);

const STATE = /^\W{0,8}((?:Container|Network|Volume|Image) \S+) +([A-Z][a-z]+)\b/;
const UNDER_WAY = /^(?:Creat|Recreat|Start|Stopp|Remov|Pull|Restart|Wait|Build)ing$|^Recreate$/;

/** What a service was about to do, where it then says what it did. */
const done: Words = (lines) => {
  const last = new Map(lines.flatMap((line, i) => {
    const name = STATE.exec(line)?.[1];
    return name === undefined ? [] : [[name, i] as const];
  }));
  return (at) => {
    const [, name, state] = STATE.exec(lines[at]) ?? [];
    return UNDER_WAY.test(state ?? "") && (last.get(name) ?? at) > at ? lines[at].length : 0;
  };
};

/** `docker`, `podman`. */
export const docker: Dialect = {
  programs: ["buildah", "docker", "docker-compose", "nerdctl", "podman"],
  signs: [
    "Pulling fs layer",
    "Pull complete",
    "Already exists",
    "#1 ",
    " ---> ",
    "Container ",
    "Network ",
    "Volume ",
    ": Preparing",
  ],
  tells: "layers and steps of the build",
  mayFail: true,
  words: eitherOf(LAYERS, done),
};

/** `kubectl rollout status`. */
export const kubernetes: Dialect = {
  programs: ["helm", "kubectl", "minikube", "oc"],
  signs: ["Waiting for "],
  tells: "waiting",
  mayFail: false,
  words: likeButLast(/^Waiting for .* (?:rollout to finish|to be |spec update)/),
};
