import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createClickHouseClient } from '@heliograph/clickhouse/client';
import { migrateClickHouse } from '@heliograph/clickhouse/migrate';
import { producerConnection } from '@heliograph/queue/connection';
import { createIngestQueue, enqueueRecords } from '@heliograph/queue/ingest-queue';
import { encodeFrame } from '@heliograph/queue/record-frame';
import { cpuMicroseconds } from '../proxy/process-usage.mjs';
import { startApp } from './app.mjs';

const PORT = 18_925;
/** As the proxy ships them: a segment holds up to 500 records or 1 MB. */
const BATCH_BYTES = 1024 * 1024;
/** Syllables of which words are made: 13,824 of three, of which some stand in every text and most are rare. */
const SYLLABLES =
  'ka lo mi ter an ver sel do ri na gun pel tra fo shi mar en dus cor val bri ot lan zem'.split(' ');

function wordOf(number) {
  const syllables = [number % 24, Math.floor(number / 24) % 24, Math.floor(number / 576) % 24];
  return syllables.map((at) => SYLLABLES[at]).join('');
}

/** Text that compresses like prose and has about as many different words: a word's share falls with its rank. */
function prose(bytes, seed) {
  let text = '';
  for (let n = seed; text.length < bytes; n = (n * 48_271) % 2_147_483_647)
    text += `${wordOf(Math.floor(13_824 ** (n / 2_147_483_647)))} `;
  return text.slice(0, bytes);
}

function exchange(n, organizationId) {
  const content = prose(1_850, n + 1);
  const requestBody = Buffer.from(
    JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content }], temperature: 0.2 }),
  );
  const responseBody = Buffer.from(
    JSON.stringify({
      id: `chatcmpl-${n}`,
      object: 'chat.completion',
      created: 1_763_700_000,
      model: 'gpt-4o-mini-2024-07-18',
      choices: [
        { index: 0, message: { role: 'assistant', content: prose(700, n + 7) }, finish_reason: 'stop' },
      ],
      usage: { prompt_tokens: 420, completion_tokens: 160, total_tokens: 580 },
    }),
  );
  const body = { contentType: 'application/json', contentEncoding: null, truncated: false, omitted: false };
  const at = Date.now();
  return {
    record: {
      version: 1,
      id: randomUUID(),
      organizationId,
      apiKeyId: organizationId,
      providerKeyFingerprint: null,
      createdAt: at,
      provider: 'openai',
      apiFormat: 'openai-chat',
      method: 'POST',
      path: '/v1/chat/completions',
      targetOrigin: 'https://api.openai.com',
      status: 200,
      outcome: 'success',
      errorCode: null,
      errorMessage: null,
      stream: false,
      latencyMs: 812.3,
      timeToFirstByteMs: 800.2,
      timeToFirstTokenMs: null,
      proxyOverheadMs: 0.2,
      attempts: [],
      userId: `user-${n % 1000}`,
      sessionId: `session-${n % 5000}`,
      sessionPath: null,
      sessionName: null,
      name: 'bench',
      properties: [['Feature', 'support']],
      modelOverride: null,
      requestHeaders: [['content-type', 'application/json']],
      responseHeaders: [['content-type', 'application/json']],
      request: { ...body, bytes: requestBody.length },
      response: { ...body, bytes: responseBody.length },
      omittedFacts: null,
      warnings: [],
    },
    requestBody,
    responseBody,
  };
}

/** Fills the queue, then starts one worker and waits until every record is a row. Its start doesn't count. */
export async function measureThroughput({ stack, records }) {
  const organizationId = randomUUID();
  await migrateClickHouse({ url: stack.clickhouseUrl });
  const clickHouse = createClickHouseClient({ url: stack.clickhouseUrl });
  const redis = producerConnection(stack.redisUrl);
  await new Promise((resolve) => redis.once('ready', resolve));
  const queue = createIngestQueue(redis);
  await queue.pause();
  let frames = [];
  let bytes = 0;
  let batches = 0;
  const flush = async () => {
    const batch = { jobId: `bench-${batches++}`, frames: Buffer.concat(frames), count: frames.length };
    await enqueueRecords(queue, batch);
    frames = [];
    bytes = 0;
  };
  for (let n = 0; n < records; n += 1) {
    const frame = encodeFrame(exchange(n, organizationId));
    if (bytes + frame.length > BATCH_BYTES || frames.length === 500) await flush();
    frames.push(frame);
    bytes += frame.length;
  }
  await flush();
  const env = {
    DATABASE_URL: stack.databaseUrl,
    REDIS_URL: stack.redisUrl,
    CLICKHOUSE_URL: stack.clickhouseUrl,
    WORKER_PORT: String(PORT),
  };
  const worker = await startApp('worker', {
    port: PORT,
    args: ['--max-semi-space-size=64', 'dist/main.js'],
    env,
  });
  const count = async () => {
    const result = await clickHouse.query({
      query: 'SELECT toUInt32(count()) AS rows FROM requests WHERE organization_id = {id:UUID}',
      query_params: { id: organizationId },
      format: 'JSONEachRow',
    });
    return (await result.json())[0].rows;
  };
  const children = { worker: worker.pid, clickHouse: stack.children.get('ClickHouse').pid };
  const cpuBefore = Object.values(children).map(cpuMicroseconds);
  const startedAt = performance.now();
  await queue.resume();
  while ((await count()) < records) await wait(100);
  while ((await queue.getJobCountByTypes('waiting', 'active')) > 0) await wait(20);
  const seconds = (performance.now() - startedAt) / 1000;
  const [workerCpu, clickHouseCpu] = Object.values(children).map(
    (pid, n) => (cpuMicroseconds(pid) - cpuBefore[n]) / records,
  );
  await worker.stop();
  await queue.close();
  redis.disconnect();
  await clickHouse.close();
  return { records, seconds, perSecond: records / seconds, workerCpu, clickHouseCpu };
}
