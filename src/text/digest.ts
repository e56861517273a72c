import { hash } from "node:crypto";

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/** SHA-256 in hex: for keys, where two texts must never share one. */
export function sha256(data: string | Uint8Array): string {
  return hash("sha256", data, "hex");
}

/** MD5 in hex: for names that are short and the same everywhere. It names, it does not prove. */
export function md5(data: string | Uint8Array): string {
  return hash("md5", data, "hex");
}

/** The first `length` characters (26 at most) of an MD5, given in hex, in lower-case base32 (RFC 4648). */
export function idOf(md5hex: string, length = 8): string {
  let id = "";
  for (let i = 0; i < length; i++) id += BASE32[fiveBitsAt(md5hex, i * 5)];
  return id;
}

/** Five bits from the hex digits that hold them; those past the end are 0. */
function fiveBitsAt(hex: string, bit: number): number {
  const digit = bit >> 2;
  const two = parseInt(hex.slice(digit, digit + 2).padEnd(2, "0"), 16);
  return (two >> (3 - (bit & 3))) & 31;
}
