/** A number as a reader wants it: `12,345`. */
function count(value) {
  return Math.round(Number(value) || 0).toLocaleString("en-US");
}

/** What a proxy saved in a job, as Markdown. `stats` is what `squeezr stats --json` says. */
export function summaryOf(stats) {
  const { requests, compressions, total_saved_tokens: saved, savings_pct: share, prefix } = stats;
  if (!requests) return "### Squeezr\n\nNo request came through the proxy in this job.\n";
  const rows = [
    ["requests", count(requests)],
    ["results shortened", count(compressions)],
    ["tokens saved, estimated", `${count(saved)} (${Number(share).toFixed(1)} % of new results)`],
    ["prefix held from request to request", `${count(prefix?.held)} of ${count(prefix?.checked)}`],
  ];
  const dollars = Number(stats.cost?.saved_usd);
  if (dollars) rows.splice(3, 0, ["saved", `$${dollars.toFixed(2)}`]);
  const lines = rows.map(([name, value]) => `| ${name} | ${value} |\n`);
  return `### Squeezr\n\n| | |\n| --- | ---: |\n${lines.join("")}`;
}
