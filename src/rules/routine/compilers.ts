import { type Dialect, like } from "./dialect.ts";

/** `cargo`, `rustup`. `Finished` and what was added or updated stays. */
export const cargo: Dialect = {
  programs: ["cargo", "cross", "maturin", "rustup", "wasm-pack"],
  signs: [
    "   Compiling ",
    "    Checking ",
    "  Downloaded ",
    "rustc --crate-name ",
    "info: downloading ",
  ],
  tells: "downloading and compiling",
  mayFail: true,
  words: like(
    /^ +(?:Compiling|Checking|Documenting|Fresh|Downloading|Downloaded|Unpacking) \S/,
    /^ +Updating (?:crates\.io index|git |`)/,
    /^ +Running `.*rustc --crate-name /,
    /^info: (?:downloading|installing|syncing|latest update on) /,
  ),
};

/** `go`. */
export const go: Dialect = {
  programs: ["go"],
  signs: ["go: downloading ", "go: finding ", "go: extracting "],
  tells: "downloading",
  mayFail: true,
  words: like(/^go: (?:downloading|finding|extracting) /),
};

/** `deno`. */
export const deno: Dialect = {
  programs: ["deno"],
  signs: ["Check ", "Download http", "Initialize npm:"],
  tells: "checking and downloading",
  mayFail: true,
  words: like(/^(?:Check|Download|Initialize) (?:\S+\.\w+|(?:https?|npm|jsr):\S+)$/),
};

/** `bundle`, `gem`, `composer`, `dotnet`. */
export const scripting: Dialect = {
  programs: ["bundle", "bundler", "composer", "dotnet", "gem", "swift"],
  signs: ["Fetching ", "documentation for ", "  - Downloading ", "projects to restore"],
  tells: "fetching",
  mayFail: true,
  words: like(
    /^Fetching (?:gem metadata from |\S+ \d|\S+\.gem$|https:)/,
    /^(?:Parsing documentation for|Installing ri documentation for|Done installing documentation for) /,
    /^ +- Downloading \S+ \(\S+\)$/,
    /^ +\d+\/\d+ \[[=>-]+\] +\d+%$/,
    /^ +Determining projects to restore\.\.\.$/,
  ),
};
