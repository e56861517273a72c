/** Vertex names the method behind the model, and other makers' models are asked there in other words. */
const PATH = /\/publishers\/anthropic\/models\/([^/]+):(?:stream)?rawPredict$/i;

/** The model that a path of Vertex asks (`count-tokens` measures a prompt); `undefined` for any other path. */
export function modelOnVertex(path: string): string | undefined {
  return PATH.exec(path)?.[1];
}
