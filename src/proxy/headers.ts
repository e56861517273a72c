/** Headers that belong to one connection and not to the message. Source: RFC 9110, 7.6.1. */
const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** A copy without the headers of the connection, those that `connection` names among them. */
export function endToEnd(headers: Headers): Headers {
  const kept = new Headers(headers);
  const named = headers.get("connection")?.split(",").map((name) => name.trim()) ?? [];
  for (const name of [...HOP_BY_HOP, ...named.filter((name) => name !== "")]) kept.delete(name);
  return kept;
}

/** Whether the body is packed. Answers are asked for unpacked; what comes packed all the same goes on unread. */
export function isPacked(headers: Headers): boolean {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  return encoding !== "" && encoding !== "identity";
}
