import { sha256 } from "../text/digest.ts";
import type { Mark } from "./conversation.ts";

/** Shorter ids count up from `call_0` somewhere, in every conversation anew. */
const SHORTEST_TELLING_ID = 16;

/** The marks that an id makes: one, or none where the id is too short to tell conversations apart. */
export function idMarks(kind: "call" | "answer", id: string | undefined): Mark[] {
  return id === undefined || id.length < SHORTEST_TELLING_ID ? [] : [{ kind, digest: sha256(id) }];
}

/** The marks that a signature (or encrypted thinking) makes: one, or none where it is empty. */
export function signatureMarks(signature: string | undefined): Mark[] {
  return signature ? [{ kind: "signature", digest: sha256(signature) }] : [];
}
