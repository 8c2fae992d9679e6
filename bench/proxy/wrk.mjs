import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Each request with another body. */
const UNIQUE = `local count, rest, salt = 0, wrk.body:sub(2), os.time()
request = function()
  count = count + 1
  return wrk.format(nil, nil, nil, '{"metadata":{"n":"' .. salt .. '-' .. count .. '"},' .. rest)
end
`;
const lua = (text) => `([==[${text}]==])`;

/**
 * One closed-loop run of wrk on one core. Returns requests/s, latency percentiles in ms, counts of answers and errors.
 * `unique` puts a number of its own behind each body's opening brace. A run with any error or any status but 200 throws: a fast refusal is no throughput.
 */
export async function wrk({ folder, url, headers, body, connections, seconds, cpu, unique = false }) {
  const script = path.join(folder, 'load.lua');
  await writeFile(
    script,
    `wrk.method = "POST"
wrk.body = ${lua(body)}
${Object.entries(headers)
  .map(([name, value]) => `wrk.headers[${lua(name)}] = ${lua(value)}`)
  .join('\n')}
${unique ? UNIQUE : ''}done = function(summary, latency, requests)
  local e = summary.errors
  print(string.format('RESULT {"requests":%d,"microseconds":%d,"p50":%f,"p95":%f,"p99":%f,"errors":%d}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
`,
  );
  const { stdout } = await run(
    'taskset',
    [
      '-c',
      String(cpu),
      'wrk',
      '-t1',
      `-c${connections}`,
      `-d${seconds}s`,
      '--timeout',
      '20s',
      '-s',
      script,
      url,
    ],
    { maxBuffer: 1e7 },
  );
  const result = JSON.parse(/^RESULT (.*)$/m.exec(stdout)?.[1] ?? 'null');
  if (!result || result.errors > 0) throw new Error(`wrk against ${url}: ${stdout}`);
  return {
    requests: result.requests,
    perSecond: result.requests / (result.microseconds / 1e6),
    p50: result.p50 / 1000,
    p95: result.p95 / 1000,
    p99: result.p99 / 1000,
  };
}
