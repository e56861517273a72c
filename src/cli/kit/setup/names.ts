/** The names of what can be set up: a test compares them with what there is. Kept apart, since every start reads them. */
export const clientNames: readonly string[] = [
  "claude",
  "codex",
  "gemini",
  "opencode",
  "aider",
  "copilot",
  "bash",
  "zsh",
  "fish",
  "powershell",
];
