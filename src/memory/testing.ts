import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mark } from "../conversation/conversation.ts";
import type { Decision, Learned, OriginalId, Row } from "../plan/decision.ts";
import { sha256 } from "../text/digest.ts";
import { type Ledger, type LedgerOptions, openLedger, type Remembered } from "./ledger.ts";

/** Two texts of one MD5, from https://github.com/cr-marcstevens/hashclash#create-you-own-text-identical-prefix-collision */
export const MD5_TWINS = ["A", "E"].map((letter) =>
  `TEXTCOLLBYfGiJUETHQ4h${letter}cKSMd5zYpgqf1YRDhkmxHkhPWptrkoyz28wnI9V0aHeAuaKnak`
);

/** A time to reckon from. */
export const NOW = 1_800_000_000_000;
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** Runs with a folder of its own, which is gone afterwards. */
export function inFolder(run: (folder: string) => void | Promise<void>): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), "squeezr-test-"));
    try {
      await run(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

export function ledgerIn(folder: string | undefined, options: Partial<LedgerOptions> = {}): Ledger {
  return openLedger({
    folder,
    enabled: true,
    days: 90,
    maxBytes: 1 << 30,
    now: () => NOW,
    ...options,
  });
}

/** What may be said of a request; `seen` holds for all of its rows. */
type Said = Partial<Omit<Remembered, "rows">> & { rows?: readonly Row[]; seen?: number };

/** A request of the conversation `key`, with nothing in it that is not asked for. */
export function request(key: string, { rows = [], seen, ...what }: Said = {}): Remembered {
  return {
    key,
    offer: "nothing",
    chain: sha256(`chain of ${key}`),
    alone: false,
    marks: [],
    rows: learned(rows, seen),
    pinned: false,
    client: "claude-code",
    model: "claude",
    now: NOW,
    ...what,
  };
}

/** Rows decided in view of `seen` rows of their blocks. */
export function learned(rows: readonly Row[], seen = 0): Learned[] {
  return rows.map((row) => ({ ...row, seen }));
}

export function mark(name: string, kind: Mark["kind"] = "call"): Mark {
  return { kind, digest: sha256(name) };
}

export function keep(anchor: string, text: string): Row {
  return rowOf(anchor, text, { kind: "keep", because: "no_rule" });
}

export function squeeze(anchor: string, text: string, squeezed: string): Row {
  const original = "abcdefgh" as OriginalId;
  return rowOf(anchor, text, { kind: "squeeze", rule: "padding", text: squeezed, original });
}

export function refer(anchor: string, text: string, target: string, said: string): Row {
  const to = [{ anchor: target, digest: sha256(text) }];
  return rowOf(anchor, text, {
    kind: "refer",
    rule: undefined,
    to,
    text: said,
    original: "abcdefgh" as OriginalId,
  });
}

function rowOf(anchor: string, text: string, decision: Decision): Row {
  return { anchor, digest: sha256(text), decision };
}
