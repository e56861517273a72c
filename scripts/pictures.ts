/** Makes the pictures of the README from a real run: `deno task pictures`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { statsScreen } from "../src/cli/kit/stats/screen.ts";
import { chart } from "./pictures/chart.ts";
import { terminal } from "./pictures/terminal.ts";
import { played } from "./pictures/played.ts";

const FOLDER = new URL("../docs/pictures/", import.meta.url);
const { direct, sent, stats } = await played();
mkdirSync(FOLDER, { recursive: true });
write(
  "bill.svg",
  chart([
    { name: "direct", colour: "#cf222e", values: direct },
    { name: "with Squeezr", colour: "#1a7f37", values: sent },
  ], {
    title: "The bill of one recorded session, US dollars, prompt caching included",
    steps: "requests",
    value: (dollars) => `$${dollars.toFixed(2)}`,
  }),
);
write("stats.svg", terminal("squeezr stats", statsScreen(stats, { width: 92, colour: true })));

function write(name: string, text: string): void {
  writeFileSync(new URL(name, FOLDER), text);
}
