import type { Case } from "../../expand/case.ts";
import { rebuildCases } from "./rebuild.ts";
import { sessionCases } from "./sessions.ts";
import { storeCases } from "./store.ts";

/** The rules for what comes back from a client: EXPAND C, and A3, A4, A6, B7, B8. */
export const cases: readonly Case[] = [...rebuildCases, ...sessionCases, ...storeCases];
