/** What the lock files of a package manager look like. */
export interface LockKind {
  /** The file's name. */
  readonly file: RegExp;
  /** Lines that nobody reads, and what they are called in the note. */
  readonly lines: readonly (readonly [line: RegExp, what: string])[];
  /** First lines of such parts. A part ends with the bracket that closes it, as far to the right as its first line. */
  readonly parts: readonly (readonly [first: RegExp, what: string])[];
  /** Lines that say where packages come from. The place that most come from is told once. */
  readonly from?: RegExp;
  /** A package's name, and its version where the same line has it. */
  readonly name: RegExp;
  /** Its version, in a line behind the name. */
  readonly version: RegExp;
  /** Where it comes from: a package of the folder's own has no such line. */
  readonly source?: RegExp;
}

const NEVER = /^(?!)/;
const TOML_NAME = /^name = "([^"]+)"$/;
const TOML_VERSION = /^version = "([^"]+)"$/;
const JSON_VERSION = /^ +"version": "([^"]+)",?$/;
const CHECKSUMS = "checksums";
const FUNDING = "funding";

const cargo: LockKind = {
  file: /^Cargo\.lock$/,
  lines: [[/^checksum = "[0-9a-f]{64}"$/, CHECKSUMS]],
  parts: [],
  from: /^source = "((?:registry|sparse)\+[^"]+)"$/,
  name: TOML_NAME,
  version: TOML_VERSION,
  source: /^source = /,
};

const uv: LockKind = {
  file: /^(?:uv|pylock(?:\.[\w.-]+)?)\.(?:lock|toml)$/,
  lines: [
    [/^sdist = \{ .*\}$/, "sdists"],
    [/^wheels = \[\{ .*\}\]$/, "wheels"],
  ],
  parts: [[/^wheels = \[$/, "wheels"]],
  from: /^source = \{ registry = "([^"]+)" \}$/,
  name: TOML_NAME,
  version: TOML_VERSION,
};

const poetry: LockKind = {
  file: /^(?:poetry|pdm)\.lock$/,
  lines: [[/^optional = false$/, "optional = false"]],
  parts: [[/^files = \[$/, "file hashes"]],
  name: TOML_NAME,
  version: TOML_VERSION,
};

const npm: LockKind = {
  file: /^(?:\.?package-lock|npm-shrinkwrap)\.json$/,
  lines: [[/^ +"integrity": "sha\d+-[^"]+",?$/, CHECKSUMS]],
  // Deeper than in a package.json that may stand beside.
  parts: [[/^ {6,}"funding": [[{]$/, FUNDING], [/^ {6,}"engines": [[{]$/, "engines"]],
  from: /^ +"resolved": "(https?:\/\/[^/"]+)\/[^"]+",?$/,
  name: /^ +"(?:[^"]*\/)?node_modules\/([^"]+)": \{$/,
  version: JSON_VERSION,
};

const yarn: LockKind = {
  file: /^yarn\.lock$/,
  lines: [
    [/^ {2}integrity sha\d+-\S+$/, CHECKSUMS],
    [/^ {2}checksum: [0-9a-z/]+$/, CHECKSUMS],
    [/^ {2}(?:languageName: node|linkType: hard)$/, "default link types"],
  ],
  parts: [],
  from: /^ {2}resolved "(https?:\/\/[^/"]+)\/[^"]+"$/,
  name: /^"?(@?[^@"\s]+)@[^:].*:$/,
  version: /^ {2}version:? "?([^"\s]+)"?$/,
};

const pnpm: LockKind = {
  file: /^pnpm-lock\.yaml$/,
  lines: [[/^ {4}resolution: \{integrity: sha\d+-[^,\s}]+\}$/, CHECKSUMS]],
  parts: [],
  name: /^ {2}['"]?\/?(@?[^@'"\s]+)[@/](\d[^:('"\s]*)[^:]*:$/,
  version: NEVER,
};

const composer: LockKind = {
  file: /^composer\.lock$/,
  lines: [],
  from: /^ {12}"notification-url": "([^"]+)",?$/,
  parts: [
    [/^ {12}"dist": \{$/, "archives"],
    [/^ {12}"(?:authors|keywords)": \[$/, "authors and keywords"],
    [/^ {12}"support": \{$/, "support addresses"],
    [/^ {12}"funding": \[$/, FUNDING],
  ],
  name: /^ {12}"name": "([^"]+)",$/,
  version: JSON_VERSION,
};

const pipenv: LockKind = {
  file: /^Pipfile\.lock$/,
  lines: [],
  parts: [[/^ {12}"hashes": \[$/, "hashes"]],
  name: /^ {8}"([^"]+)": \{$/,
  version: JSON_VERSION,
};

const bundler: LockKind = {
  file: /^(?:Gemfile|gems)\.(?:lock|locked)$/,
  lines: [[/^ {2}\S+ \([^()]+\) sha256=[0-9a-f]{64}$/, CHECKSUMS]],
  parts: [],
  name: /^ {4}(\S+) \(([^()]+)\)$/,
  version: NEVER,
};

const pub: LockKind = {
  file: /^pubspec\.lock$/,
  lines: [[/^ {6}sha256: "?[0-9a-f]{64}"?$/, CHECKSUMS]],
  parts: [],
  from: /^ {6}url: "([^"]+)"$/,
  name: /^ {2}([\w-]+):$/,
  version: /^ {4}version: "([^"]+)"$/,
};

const nuget: LockKind = {
  file: /^packages\.lock\.json$/,
  lines: [[/^ +"contentHash": "[^"]+",?$/, CHECKSUMS]],
  parts: [],
  name: /^ {6}"([^"]+)": \{$/,
  version: /^ +"resolved": "([^"]+)",?$/,
};

/** The kinds that are known. `go.sum` is not among them: it says nothing but checksums. */
export const lockKinds: readonly LockKind[] = [
  cargo,
  uv,
  poetry,
  npm,
  yarn,
  pnpm,
  composer,
  pipenv,
  bundler,
  pub,
  nuget,
];
