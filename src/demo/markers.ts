import type { Problems } from "./shape.ts";
import { blocksOf, type Fields, fieldsIn, isFields } from "./values.ts";

/** The most cache markers that one request may hold. */
const MOST_MARKERS = 4;

function marksIn(blocks: readonly Fields[]): Fields[] {
  return blocks.flatMap((block) => [
    ...(block.type === "tool_result" && Array.isArray(block.content)
      ? marksIn(fieldsIn(block.content))
      : []),
    ...(isFields(block.cache_control) ? [block.cache_control] : []),
  ]);
}

/** Every cache marker of a request, in the order in which the prompt is rendered. */
export function markersOf(body: Fields): readonly Fields[] {
  return [
    ...marksIn(fieldsIn(body.tools)),
    ...marksIn(blocksOf(body.system)),
    ...fieldsIn(body.messages).flatMap((message) => marksIn(blocksOf(message.content))),
    ...(isFields(body.cache_control) ? [body.cache_control] : []),
  ];
}

/** How many cache markers there may be, and that the long-lived ones come first. */
export function* markerProblems(body: Fields): Problems {
  const markers = markersOf(body);
  if (markers.length > MOST_MARKERS) {
    yield `A maximum of ${MOST_MARKERS} blocks with cache_control may be provided. Found ${markers.length}.`;
  }
  const firstShort = markers.findIndex((marker) => marker.ttl !== "1h");
  if (firstShort >= 0 && markers.slice(firstShort).some((marker) => marker.ttl === "1h")) {
    yield "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block.";
  }
}
