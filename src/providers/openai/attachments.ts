import type { Attachments } from "../pieces.ts";

/** An image of usual size in high detail takes five to nine tiles of 170 and 85 more ("Images and vision", 2026-11). */
export const ATTACHMENTS: Attachments = { image: 1100, document: 6000 };
