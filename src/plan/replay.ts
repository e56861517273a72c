import type { Decision } from "./decision.ts";
import { isUnknown, type Stage } from "./desk.ts";

/**
 * What was sent stays sent. A reference holds while its target stands; where the client has cleared the target, the
 * prefix changed before it, and the block is decided once more (the first row stays: a rewind brings the target back).
 */
export const replay: Stage = {
  name: "replay",
  decide: (scene, desk): Decision | undefined => {
    const { block, rows, before } = scene;
    const row =
      rows.find((row) =>
        row.kind === "refer" && row.to.every((target) => before.stands(target, block))
      ) ??
        rows.find((row) => row.kind !== "refer");
    if (row) return row;
    const isRaw = desk.unknown === "raw" && isUnknown(scene, desk);
    return isRaw ? { kind: "keep", because: "sent_raw" } : undefined;
  },
};
