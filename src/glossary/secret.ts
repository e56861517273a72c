import { kindOf } from "./kind.ts";

/** How keys begin that known services issue: their documentation says so, and their secret scanning goes by it. */
const ISSUED: readonly string[] = [
  // OpenAI, Anthropic, OpenRouter, DeepSeek; Stripe
  String.raw`sk-[\w-]{20}|sess-\w{20}|[spr]k_(?:live|test|prod)_|whsec_`,
  // GitHub, GitLab, Atlassian
  "gh[pousr]_|github_pat_|gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|oas|ffct)-|AT(?:ATT|CTT|BB)",
  // AWS, Google
  String.raw`A(?:KI|SI|GP|ID|RO|NP|NV|IP)A[A-Z\d]{12}|AIza|ya29\.|GOCSPX-`,
  // Slack, npm, PyPI, Docker, Hugging Face, Replicate, Groq, xAI, NVIDIA, Perplexity, Tavily
  String.raw`xox[a-z]-|xapp-|npm_\w{30}|pypi-\w{40}|dckr_pat_|hf_[A-Za-z]{30}|r8_\w{30}|gsk_\w{30}`,
  String.raw`xai-\w{30}|nvapi-|pplx-\w{30}|tvly-`,
  // SendGrid, Mailgun, DigitalOcean, Doppler, Shopify, Square, Meta, Linear, New Relic, Postman, Sentry, Vault
  String
    .raw`SG\.\w{20}|key-[\da-f]{32}|do[opr]_v1_|dp\.pt\.|shp[a-z]{2}_|sq0[a-z]{3}-|EAA[A-Z]\w{20}`,
  String.raw`lin_api_|NRAK-|PMAK-|sntry[su]_|hvs\.\w{20}|sbp_|glsa_|rubygems_\w{40}|AGE-SECRET-KEY`,
  // JWT: the beginning of a JSON object in base64.
  String.raw`eyJ[\w-]{10}`,
];
const ISSUED_KEY = new RegExp(String.raw`(?:^|[.~+$%&_-])(?:${ISSUED.join("|")})`);

const NAMED =
  "(?:secret|token|passw(?:or)?d|passphrase|pwd|credentials?|authorization|cookie|jwt|" +
  "(?:api|access|private|secret|account|encryption|signing|license|shared|master)[-_ ]?key)";
const MAYBE_NAMED = "(?:key|auth|signature|sig|hmac|session(?:[-_]?id)?|nonce|salt)";
const THEN = String
  .raw`["'\x60\\]*\s*(?:=>|:=|[:=])[\s"'\x60\\]*(?:(?:bearer|basic|token|digest)\s+)?`;

/** What stands before a key: `api_key = "`, `Authorization: Bearer `, `--token `, `curl -u user:`. */
const AFTER_KEY = new RegExp(
  String.raw`(?:${NAMED}${THEN}|-${NAMED}\s+|\s-u\s+[^\s:]+:|\b(?:bearer|basic)\s+)["'\x60\\]*$`,
  "i",
);
/** What stands before a key, and before other things. */
const MAYBE_AFTER_KEY = new RegExp(String.raw`${MAYBE_NAMED}${THEN}["'\x60\\]*$`, "i");

/** Paths that show by their beginning that they are one. */
const PLAIN_PATH = /^(?:\/|\.{1,2}\/|~\/|[a-z]:[\\/]|[a-z][a-z\d+.-]*:\/\/|\$\w+\/)/i;

/** Whether a name is taken for a key since it stands where keys stand. */
export function standsAsKey(before: string, name: string): boolean {
  if (AFTER_KEY.test(before)) return !PLAIN_PATH.test(name) || kindOf(name) === undefined;
  return MAYBE_AFTER_KEY.test(before) && /\d/.test(name) && !PLAIN_PATH.test(name);
}

/** No key is shorter. */
const SHORTEST = 20;
/** Whoever knows such an address may post there. */
const WEBHOOK = /^https?:\/\/hooks\.|\/webhooks?\//i;
const LONG_PART = new RegExp(String.raw`[^/\\:@=]{${SHORTEST},}`, "g");

/** Whether a name looks like a key, or holds what does: an issued key, a JWT, a row of mixed characters. */
export function looksLikeKey(name: string): boolean {
  if (WEBHOOK.test(name)) return true;
  const parts = name.match(LONG_PART);
  return parts?.some((part) => ISSUED_KEY.test(part) || part.split(".").some(isMixed)) === true ||
    isBase64(name);
}

/** Letters and digits by chance: the case changes, or digits come and go, every few characters. */
function isMixed(row: string): boolean {
  if (row.length < SHORTEST) return false;
  const words = row.split(/[-_]/).filter((word) => !isHex(word)).join("");
  const { length, changes, digitChanges } = mixtureOf(words);
  if (length < SHORTEST) return false;
  return changes > length / 3 || (digitChanges >= 3 && changes >= length / 5);
}

/** Standard base64, whose slashes make it look like a path. */
function isBase64(name: string): boolean {
  if (!/^[A-Za-z\d+/]{24,}$/.test(name) || !/[+/]/.test(name)) return false;
  if (!/\d/.test(name) || !/[a-z]/.test(name) || !/[A-Z]/.test(name)) return false;
  const { length, changes } = mixtureOf(name);
  return changes >= length / (name.startsWith("/") ? 5 : 8);
}

/** Of digests and UUIDs, which are names. */
function isHex(word: string): boolean {
  return /^(?:[\da-f]{4,}|[\dA-F]{4,})$/.test(word);
}

interface Mixture {
  /** Letters and digits. */
  readonly length: number;
  /** How often a digit stands beside a letter, or a word begins with a capital within the row. */
  readonly changes: number;
  readonly digitChanges: number;
}

function mixtureOf(text: string): Mixture {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const digitChanges = count(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g);
  const caseChanges = count(/[a-z](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g);
  return { length: count(/[A-Za-z\d]/g), changes: digitChanges + caseChanges, digitChanges };
}
