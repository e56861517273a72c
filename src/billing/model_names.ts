/** Ends that tell versions of one model apart, which cost the same: dates, builds, sizes of the window. */
const ENDS: readonly RegExp[] = [
  /\[1m\]$/,
  /-v\d+(:\d+)?$/,
  /[@-]\d{8}$/,
  /-\d{4}-\d{2}-\d{2}$/,
  /[@-]latest$/,
  /@default$/,
  /-preview(-\d{2}-\d{2,4})?$/,
  /-exp$/,
  /-00\d$/,
];

/** `us.anthropic.claude-...`, as Bedrock has it. */
const BEDROCK = /^(?:[a-z]+\.)?(?:anthropic|openai)\./;

/**
 * The names that a model may be listed under, the fullest first: without what a vendor or gateway puts before it
 * (`anthropic/`, `models/`, `publishers/google/models/`), and then without dates and the like, end by end.
 */
export function namesOf(model: string): string[] {
  const full = model.trim().toLowerCase();
  const bare = full.slice(full.lastIndexOf("/") + 1).replace(BEDROCK, "");
  // Claude's versions are written with a dot where names with a slash are.
  const plain = bare.startsWith("claude") ? bare.replaceAll(".", "-") : bare;
  return [...new Set([full, bare, ...shorterOf(plain)])];
}

function shorterOf(name: string): string[] {
  const end = ENDS.find((end) => end.test(name));
  return end === undefined ? [name] : [name, ...shorterOf(name.replace(end, ""))];
}
