/** What tests of the kept glossary are made of. */
import { kindOf } from "../../glossary/kind.ts";
import type { Find } from "../../glossary/finds.ts";
import type { Sighting } from "./entry.ts";
import { type Glossary, type GlossaryOptions, openGlossary } from "./glossary.ts";
import { NOW } from "../testing.ts";

/** A long path of its own for each number. */
export const pathOf = (nth: number) => `/home/dev/projects/squeezr/src/file_${nth}.ts`;

export function find(text: string, occurrences = 20): Find {
  return { text, kind: kindOf(text)!, occurrences };
}

export function sighting(text: string, more: Partial<Sighting> = {}): Sighting {
  const seen = { requests: 1, firstSeen: NOW, lastSeen: NOW };
  return { ...find(text), ...seen, ...more };
}

export function glossaryIn(
  folder: string | undefined,
  options: Partial<GlossaryOptions> = {},
): Glossary {
  return openGlossary({ folder, maxEntries: 100, now: () => NOW, ...options });
}

/** The texts by their refs. */
export async function refsOf(glossary: Glossary): Promise<Record<string, string>> {
  return Object.fromEntries((await glossary.book()).entries.map(({ ref, text }) => [ref, text]));
}
