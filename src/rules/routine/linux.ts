import { type Dialect, eitherOf, like, where } from "./dialect.ts";

/** What `dnf` lists again at its end, with versions. */
const TRANSACTION = where(
  /^(?:Installed|Upgraded|Removed|Complete!)/,
  like(
    /^ +(?:Preparing|Installing|Upgrading|Reinstalling|Cleanup|Verifying|Running scriptlet) *: .* \d+\/\d+ *$/,
  ),
);

const STEPS = like(
  /^\(\d+\/\d+\): .* \d\d:\d\d *$/,
  /^Last metadata expiration check: /,
  /^(?:Downloading Packages:|Running transaction(?: check| test)?|Transaction (?:check|test) succeeded\.)$/,
  /^\[ *\d+\/\d+\] .* 100% \| /,
  /^>>> (?:Running|Finished) \S+ scriptlet/,
  /^(?:Updating and loading repositories:|Repositories loaded\.)$/,
  /^fetch https?:/,
  /^Executing \S+\.(?:trigger|post-install)$/,
  /^ *\S+ +(?:[\d.]+ [KMG]iB +){2}[KMG]iB\/s \d\d:\d\d \[[-#]+\] 100%$/,
  /^==> (?:Downloading|Fetching|Pouring) /,
  /^Already downloaded: /,
  /^copying path '\/nix\/store\/[^']*' from /,
);

/** `dnf`, `apk`, `pacman`, `brew`, `nix`. */
export const linux: Dialect = {
  programs: ["apk", "brew", "dnf", "microdnf", "nix", "nix-build", "nix-shell", "pacman", "yum"],
  signs: [
    "Running transaction",
    "Running scriptlet",
    "/APKINDEX",
    "Executing ",
    "==> ",
    "'/nix/store/",
    "] 100%",
  ],
  tells: "downloading and unpacking",
  mayFail: true,
  words: eitherOf(STEPS, TRANSACTION),
};
