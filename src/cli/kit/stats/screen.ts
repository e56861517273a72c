import { fieldsOf, numberOf } from "../fields.ts";
import { duration } from "../format.ts";
import { folded } from "../help.ts";
import {
  delaySection,
  faultSection,
  healthSection,
  keptSection,
  slowestSection,
  staleSection,
} from "./health.ts";
import { billNotes, savedSection, topSection, type Views } from "./saved.ts";
import { sectionsIn } from "./table.ts";
import { viewOfAll, viewOfRun } from "./view.ts";

type Fields = Readonly<Record<string, unknown>>;

/** How the screen may be drawn. */
export interface Drawing {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colour: boolean;
}

/** What `GET /squeezr/stats` says, on one screen. */
export function statsScreen(stats: Fields, drawing: Drawing): string {
  const allTime = fieldsOf(stats.all_time);
  const views = { run: viewOfRun(stats), all: viewOfAll(allTime) };
  const up = duration(numberOf(stats.uptime_seconds));
  const head = `squeezr ${stats.version} on port ${numberOf(stats.port)}, up ${up}` +
    (stats.bypassed === true ? ", bypass is on" : "");
  const problems = [stats.ledger, stats.all_time, stats.glossary]
    .map((store) => fieldsOf(store).problem).filter((problem) => typeof problem === "string");
  const sections = [
    healthSection(stats),
    staleSection(stats),
    delaySection(stats),
    slowestSection(stats),
    keptSection(stats),
    faultSection(stats),
  ];
  return [head, ...problems].map((line) => `${line}\n`).join("") +
    moneyPart(views, allTime, drawing) +
    sectionsIn(sections, drawing.width, drawing.colour);
}

/** The totals of all time, where no proxy runs. */
export function allTimeScreen(allTime: Fields, drawing: Drawing): string {
  const views = { run: undefined, all: viewOfAll(allTime) };
  const since = typeof allTime.since === "string" ? `, since ${allTime.since}` : "";
  return `No proxy runs; of all that ran${since}:\n${moneyPart(views, allTime, drawing)}`;
}

function moneyPart(views: Views, allTime: Fields, { width, colour }: Drawing): string {
  const notes = billNotes(views, allTime).flatMap((note) => folded(note, width))
    .map((line) => `${line}\n`).join("");
  return sectionsIn([savedSection(views)], width, colour) + (notes && `\n${notes}`) +
    sectionsIn(
      [topSection("Top rules", "rules", views), topSection("Top tools", "tools", views)],
      width,
      colour,
    );
}
