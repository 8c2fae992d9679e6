import path from 'node:path';
import { startApp } from './platform/app-process.mjs';
import { banner } from './platform/banner.mjs';
import { ensureDemo } from './platform/demo.mjs';
import { checkPorts, portFrom } from './platform/ports.mjs';
import { encryptionKeys, sessionSecret } from './platform/secrets.mjs';
import { Actionable, step } from './platform/step.mjs';
import { checkNode, installPackages, loadDotEnv, root, turbo } from './platform/workspace.mjs';

/**
 * `npm start`: from a fresh clone to a running platform, and the supervisor of its processes afterwards.
 * Uses nothing but Node's own modules until the packages are installed.
 */
const running = [];
let ending = false;

/** Stops what runs, last started first, and ends this process. */
async function end(code) {
  if (ending) return;
  ending = true;
  if (running.length > 0) process.stdout.write('\nStopping …\n');
  for (const part of running.reverse()) await part.stop();
  if (code === 0) process.stdout.write('Stopped; data is kept.\n');
  process.exit(code);
}

function fail(error) {
  const text =
    error instanceof Actionable || error?.actionable ? error.message : (error?.stack ?? String(error));
  process.stderr.write(`\n${text}\n`);
  return end(1);
}

function settings() {
  const ports = {
    PROXY_PORT: portFrom('PROXY_PORT', 8787),
    WEB_PORT: portFrom('WEB_PORT', 3000),
    WORKER_PORT: portFrom('WORKER_PORT', 8788),
  };
  const stackPorts = {
    postgres: portFrom('EMBEDDED_POSTGRES_PORT', 15432),
    clickhouse: portFrom('EMBEDDED_CLICKHOUSE_PORT', 18123),
    redis: portFrom('EMBEDDED_REDIS_PORT', 16379),
    cacheRedis: portFrom('EMBEDDED_CACHE_REDIS_PORT', 16380),
    fakeProvider: portFrom('FAKE_PROVIDER_PORT', 18800),
  };
  return {
    ports,
    stackPorts,
    dataDir: path.resolve(root, process.env.DATA_DIR || '.heliograph/data'),
    host: process.env.HOST || '127.0.0.1',
    proxyUrl: process.env.PROXY_URL || `http://localhost:${ports.PROXY_PORT}`,
    webUrl: process.env.WEB_URL || `http://localhost:${ports.WEB_PORT}`,
    graceMs: (Number(process.env.DRAIN_SECONDS) || 30) * 1000 + 5_000,
  };
}

async function main() {
  const startedAt = performance.now();
  checkNode();
  loadDotEnv();
  const { ports, stackPorts, dataDir, host, proxyUrl, webUrl, graceMs } = settings();
  await checkPorts(ports);
  process.stdout.write('Starting Heliograph\n');
  await installPackages();
  await turbo('Building', 'build');

  const { startStack } = await import('../packages/stack/dist/start-stack.js');
  const stack = await step('Starting the services', (say) =>
    startStack({
      dataDir,
      ports: stackPorts,
      databaseUrl: process.env.DATABASE_URL || undefined,
      clickhouseUrl: process.env.CLICKHOUSE_URL || undefined,
      redisUrl: process.env.REDIS_URL || undefined,
      cacheRedisUrl: process.env.CACHE_REDIS_URL || undefined,
      // A demo account belongs to the embedded database only, never to one somebody brought along.
      fakeProvider: !process.env.DATABASE_URL,
      onProgress: say,
    }),
  );
  running.push(stack);
  void stack.died.then((line) => fail(new Actionable(`${line} Everything is stopped; run npm start again.`)));

  const env = {
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
    DATABASE_URL: stack.databaseUrl,
    CLICKHOUSE_URL: stack.clickhouseUrl,
    REDIS_URL: stack.redisUrl,
    CACHE_REDIS_URL: stack.cacheRedisUrl,
    SPOOL_DIR: process.env.SPOOL_DIR || path.join(dataDir, 'spool'),
    EXPORT_DIR: process.env.EXPORT_DIR || path.join(dataDir, 'exports'),
    HOST: host,
    PROXY_URL: proxyUrl,
    WEB_URL: webUrl,
    BETTER_AUTH_SECRET: await sessionSecret(dataDir),
    ENCRYPTION_KEYS: await encryptionKeys(dataDir),
    ...(stack.fakeProviderUrl ? { DEMO_PROVIDER_URL: stack.fakeProviderUrl } : {}),
    NEXT_TELEMETRY_DISABLED: '1',
  };
  const apps = [
    {
      name: 'web',
      port: ports.WEB_PORT,
      args: ['node_modules/next/dist/bin/next', 'start', '-H', host, '-p', String(ports.WEB_PORT)],
    },
    { name: 'worker', port: ports.WORKER_PORT, args: ['--max-semi-space-size=64', 'dist/main.js'] },
    // A larger young generation: fewer and shorter pauses under load (bench/README.md).
    { name: 'proxy', port: ports.PROXY_PORT, args: ['--max-semi-space-size=64', 'dist/main.js'] },
  ];
  await step('Starting proxy, worker and web', async () => {
    const started = apps.map(({ name, port, args }) => {
      const app = startApp({
        name,
        args,
        env,
        readyUrl: `http://127.0.0.1:${port}/readyz`,
        onTrouble: (text) => process.stderr.write(`${text}\n`),
      });
      running.push({ stop: () => app.stop(graceMs) });
      return app;
    });
    await Promise.all(started.map((app) => app.ready));
  });

  const demo = stack.fakeProviderUrl
    ? await step('Preparing the demo account', () =>
        ensureDemo({ api: `http://127.0.0.1:${ports.WEB_PORT}`, dataDir }),
      )
    : null;
  process.stdout.write(
    banner({
      webUrl,
      proxyUrl,
      workerUrl: `http://localhost:${ports.WORKER_PORT}`,
      services: stack.services,
      demo,
      demoUrl: stack.fakeProviderUrl ? `${proxyUrl}/demo` : null,
      tookMs: performance.now() - startedAt,
    }),
  );
}

process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));
main().catch(fail);
