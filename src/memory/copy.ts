import { Buffer } from "node:buffer";

/** The same text in memory of its own: a slice would keep alive the whole body that it was cut from. */
export function copyOf(text: string): string {
  const encoding = text.isWellFormed() ? "utf8" : "utf16le";
  return Buffer.from(text, encoding).toString(encoding);
}

/** What a text takes in memory, about: its length in UTF-8. */
export function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
