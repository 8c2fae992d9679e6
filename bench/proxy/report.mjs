/** The middle value. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const ms = (value) => value.toFixed(3);
const count = (value) => Math.round(value).toLocaleString('en-US');
const added = (own, direct) =>
  `${ms(own.p50 - direct.p50)} / ${ms(own.p95 - direct.p95)} / ${ms(own.p99 - direct.p99)}`;

function table(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column].length)),
  );
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** The report as Markdown tables; latencies in ms beyond the direct call's, percentile by percentile. */
export function formatReport(report, memory) {
  const direct = report.direct;
  const rows = Object.entries(report);
  const throughput = rows.map(([name, r]) => [
    name,
    count(r.c1.perSecond),
    count(r.c32.perSecond),
    count(r.c256.perSecond),
    r.stream ? count(r.stream.perSecond) : 'fails',
    count(r.body1mb.perSecond),
    r.cpuPerRequest ? r.cpuPerRequest.toFixed(0) : '–',
    r.rss ? r.rss.toFixed(0) : '–',
  ]);
  const percentiles = (name, own, reference) => {
    if (!own) return 'fails';
    return name === 'direct' ? `(${ms(own.p50)} / ${ms(own.p95)} / ${ms(own.p99)})` : added(own, reference);
  };
  const latency = rows.map(([name, r]) => [
    name,
    percentiles(name, r.c1, direct.c1),
    percentiles(name, r.open1000, direct.open1000),
    percentiles(name, r.firstChunk, direct.firstChunk),
  ]);
  const own = rows.find(([name]) => name.startsWith('Heliograph'))[1];
  const bare = rows.find(([name]) => name.startsWith('bare'))[1];
  const portkey = rows.find(([name]) => name.startsWith('Portkey'))[1];
  const ratio = (a, b) => (a / b).toFixed(2);
  return `
Requests/s

${table(['subject', '1 connection', '32', '256', '200-chunk stream, 32', '1 MB body, 8', 'CPU µs/request', 'RSS MB'], throughput)}

Added latency, ms: P50 / P95 / P99 (direct: absolute)

${table(['subject', '1 connection', 'open loop, 1,000/s', 'first chunk of a stream'], latency)}

Heliograph with logging: ${ratio(own.c32.perSecond, bare.c32.perSecond)} × the bare pipe and ${ratio(own.c32.perSecond, portkey.c32.perSecond)} × Portkey at 32 connections;
added P50 at 1 connection ${ratio(own.c1.p50 - direct.c1.p50, bare.c1.p50 - direct.c1.p50)} × the bare pipe's, added P99 ${ratio(own.c1.p99 - direct.c1.p99, bare.c1.p99 - direct.c1.p99)} ×.
RSS: ${memory.growth.early.rss.toFixed(0)} MB after ${count(memory.growth.early.requests)} requests, ${memory.growth.late.rss.toFixed(0)} MB after ${count(memory.growth.late.requests)}; a ${memory.upload.megabytes} MB upload raised it by ${memory.upload.raised.toFixed(0)} MB.
`;
}
