import { parse, TomlError } from "smol-toml";
import type { ModelPrice } from "./model_price.ts";
import type { Upstream } from "./upstream.ts";

/** What a setting can hold, as it stands in the file. */
export type Value = boolean | number | string | readonly string[] | Upstream | ModelPrice;

/** What a check may need to know beyond the value. */
export interface Known {
  readonly ruleNames: readonly string[];
}

/** What a setting may be. */
export interface Check<T extends Value = Value> {
  /** Ends the sentence "must be ...". */
  readonly allowed: string;
  /** The words it may hold, where they are few. */
  words?(known: Known): readonly string[];
  /** The value in its own type, or `undefined` where it isn't allowed. */
  parse(value: unknown, known: Known): T | undefined;
  /** A TOML value for what was typed on a command line or stands in the environment. */
  read(text: string): unknown;
}

const switches: Readonly<Record<string, boolean>> = {
  "1": true,
  true: true,
  yes: true,
  on: true,
  "0": false,
  false: false,
  no: false,
  off: false,
};

/** On or off. */
export const yesOrNo: Check<boolean> = {
  allowed: "true or false",
  parse: (value) => typeof value === "boolean" ? value : undefined,
  read: (text) => {
    const word = text.trim().toLowerCase();
    return Object.hasOwn(switches, word) ? switches[word] : text;
  },
};

/** A whole number in a range, both ends included. */
export function whole(least: number, most = Number.MAX_SAFE_INTEGER): Check<number> {
  const open = most === Number.MAX_SAFE_INTEGER;
  return {
    allowed: open ? `a whole number, ${least} or more` : `a whole number from ${least} to ${most}`,
    parse: (value) =>
      typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most
        ? value
        : undefined,
    read: (text) => /^[+-]?\d+$/.test(text.trim()) ? Number(text) : text,
  };
}

/** One of a few words. */
export function oneOf<T extends string>(...words: readonly T[]): Check<T> {
  return {
    allowed: words.map((word) => JSON.stringify(word)).join(" or "),
    words: () => words,
    parse: (value) => words.find((word) => word === value),
    read: (text) => text.trim(),
  };
}

const LABEL = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/i;

/** With the interface that it is reached by, or without. */
const ADDRESS6 = /^([0-9a-f:.]+)(%[0-9a-z.:-]+)?$/i;

/** `isIP` would do, but what `node:net` brings with it takes longer to load than all the settings. */
function isAddress6(value: string): boolean {
  const address = ADDRESS6.exec(value)?.[1];
  return address !== undefined && URL.canParse(`http://[${address}]`);
}

function isHost(value: unknown): value is string {
  if (typeof value !== "string" || value.length > 253) return false;
  // An IPv4 address is made like a name.
  return isAddress6(value) || value.split(".").every((label) => LABEL.test(label));
}

/** A name or address of a machine, without scheme and port. */
export const host: Check<string> = {
  allowed: "a host name or an IP address, without scheme and port",
  parse: (value) => isHost(value) ? value : undefined,
  read: (text) => text.trim(),
};

/** What a TOML literal stands for, or the text itself where it is none. */
export function tomlValue(text: string): unknown {
  try {
    return parse(`value = ${text}`).value;
  } catch (error) {
    if (error instanceof TomlError) return text;
    throw error;
  }
}

function list(
  allowed: string,
  isItem: (item: unknown, known: Known) => boolean,
): Check<readonly string[]> {
  return {
    allowed,
    parse: (value, known) =>
      Array.isArray(value) && value.every((item) => isItem(item, known)) ? value : undefined,
    // `a, b` is easier to type in a shell than `["a", "b"]`.
    read: (text) =>
      text.trim().startsWith("[")
        ? tomlValue(text)
        : text.split(",").map((item) => item.trim()).filter((item) => item !== ""),
  };
}

/** Names of machines. */
export const hosts = list(`a list of host names, such as ["squeezr.local"]`, isHost);

/** Names of tools, as the client calls them. */
export const toolNames = list(
  `a list of tool names, such as ["Read", "Bash"]`,
  (item) => typeof item === "string" && item.trim() !== "",
);

/** Names of rules that this version has. */
export const ruleNames: Check<readonly string[]> = {
  ...list(
    "a list of rule names",
    (item, known) => typeof item === "string" && known.ruleNames.includes(item),
  ),
  words: (known) => known.ruleNames,
};
