import { brotliDecompress, gunzip, zstdDecompress } from "node:zlib";
import { promisify } from "node:util";

/** A request that unpacks to more is passed on as it came. In bytes. */
const LARGEST = 256 * 1024 * 1024;

type Unpack = (data: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

const unpackers: Readonly<Record<string, Unpack | undefined>> = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
};

/**
 * What a request body says under its `content-encoding`; `undefined` where that can't be known here (an encoding of
 * which we know nothing, several in a row, damaged or outsized data): the body then passes as it came.
 */
export async function plainBodyOf(
  data: Uint8Array,
  encoding: string | null,
): Promise<Uint8Array | undefined> {
  const name = encoding?.trim().toLowerCase();
  if (!name || name === "identity") return data;
  const unpack = unpackers[name];
  // Damaged or outsized data is the upstream's to refuse, in its own words.
  return await unpack?.(data, { maxOutputLength: LARGEST }).catch(() => undefined);
}
