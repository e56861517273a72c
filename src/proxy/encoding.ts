import { promisify } from "node:util";

/** A request that unpacks to more is passed on as it came. In bytes. */
const LARGEST = 256 * 1024 * 1024;

type Unpack = (data: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

/** What unpacks each encoding, by its name in `node:zlib`. */
const unpackers: ReadonlyMap<string, "gunzip" | "brotliDecompress" | "zstdDecompress"> = new Map([
  ["gzip", "gunzip"],
  ["x-gzip", "gunzip"],
  ["br", "brotliDecompress"],
  ["zstd", "zstdDecompress"],
]);

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
  const unpacker = unpackers.get(name);
  if (unpacker === undefined) return undefined;
  // Most requests are not packed, and loading it is a good part of the proxy's start.
  const zlib = await import("node:zlib");
  try {
    const unpack: Unpack = promisify(zlib[unpacker]);
    return await unpack(data, { maxOutputLength: LARGEST });
  } catch (error) {
    // Damaged or outsized data is the upstream's to refuse, in its own words.
    if (isFromZlib(error)) return undefined;
    throw error;
  }
}

/** Z_DATA_ERROR, ERR_BUFFER_TOO_LARGE and their like: https://nodejs.org/api/zlib.html */
function isFromZlib(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === "string" && /^(Z_|ZSTD_|ERR_)/.test(code);
}
