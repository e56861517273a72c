import { type Dialect, eitherOf, like, where } from "./dialect.ts";

const STEPS = like(
  /^(?:Collecting|Obtaining|Processing|Downloading|Using cached) \S/,
  /^ +(?:Downloading|Using cached|Obtaining dependency information for|Cloning|Resolved) \S/,
  /^ +(?:Preparing metadata|Installing (?:build|backend) dependencies|Getting requirements to build \w+|Building (?:wheel|editable) for \S+|Checking if build backend supports \w+|Running setup\.py \w+ for \S+)(?: \([^)]*\))?: (?:started|still running\.\.\.|finished with status 'done')$/,
  /^ +(?:Created (?:wheel|editable) for|Stored in directory:|Running command|Attempting uninstall:|Found existing installation:|Uninstalling \S+:$)/,
  /^Building (?:wheels|editable) for /,
  /^ +[━╸╺╴]+ [\d.]+(?:\/[\d.]+)? [kMG]?B/,
  /^ *\|[█▏▎▍▌▋▊▉ ]+\| /,
  /^\[notice\] /,
);

const INSTALLED = where(/^Successfully installed /, like(/^Installing collected packages: /));

/** `pip`. What it installed, in which versions, stands in one line at its end. */
export const pip: Dialect = {
  programs: ["pip", "pip3", "pipx", "python", "python3"],
  signs: ["Collecting ", "Processing ", "Downloading ", "Using cached "],
  tells: "collecting and downloading",
  mayFail: true,
  words: eitherOf(STEPS, INSTALLED),
};

/** `uv`, `conda` and their like. */
export const uv: Dialect = {
  programs: ["uv", "uvx", "conda", "mamba", "micromamba", "pixi"],
  signs: ["Downloading ", "Downloaded ", "Building ", "Built ", "environment: "],
  tells: "downloading and building",
  mayFail: true,
  words: like(
    /^ *(?:Downloading|Downloaded|Building|Built|Updating|Updated|Cloning) \S+(?: @ \S+)?(?: \([\d.]+ ?[KMG]?i?B\))?$/,
    /^(?:Collecting package metadata|Solving environment|(?:Preparing|Verifying|Executing) transaction).*: (?:\S )*done$/,
    /^[\w.-]+ +\| [\d.]+ [KMG]B +\|[ #]*\| *\d+%/,
  ),
};

/** `python -m compileall`, `setup.py`. */
export const pythonBuild: Dialect = {
  programs: ["python", "python3", "pip", "pip3"],
  signs: ["Listing '", "Compiling '", "running build", "running install", "copying "],
  tells: "listing, copying and compiling",
  mayFail: true,
  words: like(
    /^(?:Listing|Compiling) '[^']*'\.\.\.$/,
    /^ *(?:running|copying|creating|adding|byte-compiling|hard linking|reading manifest|writing manifest|writing) \S/,
  ),
};
