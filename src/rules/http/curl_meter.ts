import type { Rule } from "../rule.ts";

/** The two lines that curl writes above its meter. */
const HEAD =
  / {2}% Total {4}% Received % Xferd {2}Average Speed {1,3}Time {1,4}Time {1,5}Time {1,2}Current\n +Dload +Upload +Total +Spent +Left +Speed\n?/;

/** A state of the meter: `100    80  100    80    0     0   9764      0 --:--:-- --:--:-- --:--:-- 10000`. */
const STATE =
  /\r *\d{1,3} +\S{1,5} +\d{1,3} +\S{1,5} +\d{1,3} +\S{1,5} +\S{1,6} +\S{1,6} +[-:\dd ]{7,8} +[-:\dd ]{7,8} +[-:\dd ]{7,8} +[\d.]{1,5}[kMGTP]?/;

const METER = new RegExp(`${HEAD.source}|(?:${STATE.source})+`, "g");

/** Takes curl's progress meter out, which stands in the midst of what it fetched. */
export const curlMeter: Rule = {
  name: "curl_meter",
  doc: "curl: the progress meter goes",
  loses: "noise",
  matches: ({ text }) => text.includes("% Xferd") && HEAD.test(text),
  squeeze: ({ text }, note) => {
    const pieces: string[] = [];
    let marker = `${note("curl's progress meter")}\n`;
    let from = 0;
    let isWithin = false;
    for (const { 0: meter, index } of text.matchAll(METER)) {
      pieces.push(text.slice(from, index));
      if (index > from) isWithin = text[index - 1] !== "\n";
      from = index + meter.length;
      // What is fetched may have no line end of its own, before the head of the next meter.
      if (isWithin && !meter.startsWith("\r")) {
        pieces.push("\n");
        isWithin = false;
      }
      if (!isWithin && text[from] === "\n") from++;
      pieces.push(marker);
      marker = "";
    }
    return pieces.join("") + text.slice(from);
  },
};
