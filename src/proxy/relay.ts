/** Told of an answer on its way down. Must not throw. */
export interface Watcher {
  /** Bytes are about to go down; awaited, so that what they teach is written before they leave. */
  passing(bytes: Uint8Array): Promise<void>;
  /** Nothing more goes down: all of it did, or else the upstream failed or the client left. */
  over(isWhole: boolean): Promise<void>;
}

/**
 * An answer's body on its way down, chunk by chunk as the client takes it: nothing is buffered, the upstream's own
 * failure is the client's, and a client that leaves ends the request above.
 *
 * Pulled, never `tee`d or piped through a TransformStream: the one buffers without bound for a slow reader, the other
 * tells a failure as a cancel.
 */
export function relay(
  body: ReadableStream<Uint8Array>,
  watcher: Watcher,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let isOver = false;
  const over = async (isWhole: boolean) => {
    if (isOver) return;
    isOver = true;
    await watcher.over(isWhole);
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await nextOf(reader, over);
      if (done) {
        await over(true);
        return controller.close();
      }
      await watcher.passing(value);
      controller.enqueue(value);
    },
    async cancel(reason) {
      await reader.cancel(reason);
      await over(false);
    },
  }, { highWaterMark: 0 });
}

async function nextOf(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  over: (isWhole: boolean) => Promise<void>,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  let isRead = false;
  try {
    const read = await reader.read();
    isRead = true;
    return read;
  } finally {
    if (!isRead) await over(false);
  }
}
