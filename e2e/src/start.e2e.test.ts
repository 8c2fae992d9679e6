import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import OpenAI from 'openai';
import { afterAll, expect, inject, test } from 'vitest';
import { untilLogged } from './platform/api.ts';
import { freePort, freePorts, freshDataDir, startPlatform } from './platform/start-platform.ts';

const run = promisify(execFile);
const start = path.resolve(import.meta.dirname, '../../scripts/start.mjs');
const { dataDir, remove } = await freshDataDir();
afterAll(remove);

/** Runs `npm start` to its end; for starts that are meant to be refused. */
function refusedStart(env: Record<string, string>): Promise<{ code: unknown; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [start], { env: { ...process.env, ...env } }, (error, _stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stderr });
    });
  });
}

/** Whether anything still listens on the port. */
async function isFree(port: string): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(Number(port), '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

test('a second start keeps the account, its key and its requests, and Ctrl-C leaves nothing running', async () => {
  const ports = await freePorts();
  const first = await startPlatform(dataDir, ports);
  const client = new OpenAI({
    baseURL: `${first.proxyUrl}/demo/v1`,
    apiKey: 'demo',
    defaultHeaders: { 'Helicone-Auth': `Bearer ${first.demo.key}` },
  });
  const { response } = await client.chat.completions
    .create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Remember me' }] })
    .withResponse();
  const id = response.headers.get('helicone-id') ?? '';
  await untilLogged(first.webUrl, first.demo.key, id);

  expect(await first.stop('SIGINT')).toBe(0);
  const free = await Promise.all(Object.values(ports).map(isFree));
  expect(free).toEqual(Object.values(ports).map(() => true));

  const second = await startPlatform(dataDir, ports);
  expect(second.demo).toEqual(first.demo);
  const kept = await untilLogged(second.webUrl, second.demo.key, id);
  expect(kept.request.text).toContain('Remember me');
  expect(await second.stop('SIGTERM')).toBe(0);
}, 180_000);

/** The lines of the printed text from the first that starts so to the last that does. */
function printed(from: string, to: string): string {
  const lines = inject('platform').printed.split('\n');
  const first = lines.findIndex((line) => line.startsWith(from));
  const last = lines.findIndex((line, index) => index >= first && line.startsWith(to));
  if (first < 0 || last < 0) throw new Error(`not printed: ${from} … ${to}`);
  return lines.slice(first, last + 1).join('\n');
}

test('the printed curl line works as it stands', async () => {
  const { stdout } = await run('sh', ['-c', printed('curl ', '  -d ')]);
  expect(JSON.parse(stdout).choices[0].message.content).toMatch(/\w/);
});

test('the printed OpenAI SDK snippet works as it stands', async () => {
  const snippet = printed('import OpenAI', 'console.log(');
  const cwd = path.resolve(import.meta.dirname, '..');
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', snippet], { cwd });
  expect(stdout).toMatch(/\w/);
});

test('a taken port is named with the setting that moves it', async () => {
  const blocker = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => blocker.listen(port, resolve));
  const { code, stderr } = await refusedStart({
    ...(await freePorts()),
    PROXY_PORT: String(port),
    DATA_DIR: dataDir,
  });
  await new Promise((resolve) => blocker.close(resolve));
  expect(code).toBe(1);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain(`port ${port} is taken (set PROXY_PORT`);
});

test('a setting that is no port is named', async () => {
  const { code, stderr } = await refusedStart({ WEB_PORT: 'eighty' });
  expect(code).toBe(1);
  expect(stderr).toContain('WEB_PORT=eighty is not a port');
});
