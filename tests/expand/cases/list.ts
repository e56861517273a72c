import type { Case } from "../case.ts";
import { bounds } from "./bounds.ts";
import { care } from "./care.ts";
import { failures } from "./failures.ts";
import { offer, restarts } from "./offer.ts";
import { originals } from "./originals.ts";
import { rounds } from "./rounds.ts";
import { stream } from "./stream.ts";
import { tool } from "./tool.ts";

/** All rules of asking for originals, as examples. */
export const cases: readonly Case[] = [
  tool,
  offer,
  restarts,
  stream,
  rounds,
  bounds,
  originals,
  failures,
  care,
].flat();
