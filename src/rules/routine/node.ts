import { type Dialect, eitherOf, like, likeButLast, where } from "./dialect.ts";

const NPM = like(
  /^npm http (?:fetch|cache) (?:GET )?(?:20\d |304 )?https?:/,
  /^npm (?:sill|silly|timing) /,
  /^\d+ packages? (?:is|are) looking for funding$/,
  /^ +run `npm fund` for details$/,
);

/** That there is a new npm: the line with the command to get it stays. `npm publish` says other things this way. */
const NOTICE = where(
  /^npm notice New /,
  like(/^npm notice(?: New \S+ version of npm available.*| Changelog: .*)?$/),
);

const STEPS = like(
  /^\++-*$/,
  /^Lockfile is up to date, resolution step is skipped$/,
  /^Downloading \S+: [\d.]+ [KMG]?B\/[\d.]+ [KMG]?B/,
  /^\[\d\/\d\] \W*(?:Resolving packages|Fetching packages|Linking dependencies|Building fresh packages|Cleaning modules|Rebuilding all packages|Validating package\.json)\.\.\.$/,
  /^➤ YN0000: (?:[│┌└·]|Done with warnings)/,
  /^Resolving dependencies$|^Resolved, downloaded and extracted \[\d+\]$/,
  /^\|[■ ]+\| +\d+% of /,
);

/** `npm` and its like. */
export const node: Dialect = {
  programs: ["bun", "bunx", "corepack", "npm", "npx", "pnpm", "pnpx", "yarn"],
  signs: [
    "npm http ",
    "npm sill",
    "npm timing ",
    "looking for funding",
    "npm notice New ",
    "Progress: resolved ",
    "Resolving packages",
    "➤ YN0000",
    "Resolving dependencies",
    "% of ",
  ],
  tells: "progress",
  mayFail: false,
  words: eitherOf(NPM, NOTICE, STEPS, likeButLast(/^Progress: resolved \d+, reused /)),
};

/** Bundlers. */
export const bundlers: Dialect = {
  programs: ["next", "rollup", "turbo", "vite", "webpack"],
  signs: ["transforming", "computing gzip size", "Collecting page data", "nextjs.org/telemetry"],
  tells: "steps of the build",
  mayFail: true,
  words: like(
    /^(?:transforming|rendering chunks|computing gzip size)(?: \(\d+\))?\.\.\.$/,
    /^ *(?:Creating an optimized production build|Collecting page data|Collecting build traces|Finalizing page optimization|Generating static pages|Linting and checking validity of types|Running TypeScript|Compiling) ?(?:\(\d+\/\d+\) *)?\.\.\.$/,
    /^ *Generating static pages(?: using \d+ workers)? \((\d+)\/(?!\1\))\d+\)/,
    /^Attention: Next\.js now collects completely anonymous telemetry/,
    /^(?:This information is used to shape Next\.js' roadmap|You can learn more, including how to opt-out)/,
    /^https:\/\/nextjs\.org\/telemetry$/,
  ),
};
