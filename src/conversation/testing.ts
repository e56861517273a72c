/** What tests of conversations are made of. */
import { sha256 } from "../text/digest.ts";
import type { Role, Turn } from "./conversation.ts";

/** A turn in which somebody says these texts, and nothing else. */
export function saidBy(role: Role, ...texts: readonly string[]): Turn {
  return {
    place: { start: 0, end: 0 },
    said: {
      role,
      digest: sha256([role, ...texts].join("\n")),
      marks: [],
      calls: [],
      results: [],
      texts: texts.map((text) => ({
        place: { start: 0, end: text.length + 2 },
        digest: sha256(text),
        length: text.length,
      })),
      isPinned: false,
    },
  };
}
