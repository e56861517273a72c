import type { Content } from "./value.ts";

const URL_KEY = '"url"';
const URL = /^"https?:\/\//;
/** What may follow where one url begins with another. */
const JOINTS = "/{?#";

/** Writes the urls in an object that begin with its own `"url"` short: `"~/followers"`. */
export function shortened(content: Content): Content {
  const at = content.keys.indexOf(URL_KEY);
  const url = content.values[at];
  if (typeof url !== "string" || !URL.test(url)) return content;
  const base = url.slice(0, -1);
  const isLonger = (value: unknown): value is string =>
    typeof value === "string" && value.startsWith(base) && JOINTS.includes(value[base.length]);
  if (!content.values.some(isLonger)) return content;
  const values = content.values.map((value) =>
    isLonger(value) ? `"~${value.slice(base.length)}` : value
  );
  return { ...content, values };
}
