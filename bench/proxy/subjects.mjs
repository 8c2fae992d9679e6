import { spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { createDbClient } from '@heliograph/db/client';
import { migratePostgres } from '@heliograph/db/migrate';
import { createApiKey } from '@heliograph/services/api-key/create';
import { ensureOrganizationForUser } from '@heliograph/services/organization/ensure-for-user';
import { runCommand } from '../../scripts/platform/run-command.mjs';
import { startReverseProxy } from './nginx.mjs';
import { requestHeaders } from './payloads.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const PORTKEY_VERSION = '1.15.2';
/** The flags that `npm start` gives the proxy; the bare pipe gets the same. */
export const nodeFlags = ['--max-semi-space-size=64'];

/** Starts a process on one core and waits until something answers on its port. */
export async function launch({ folder, name, cpu, args, env, port }) {
  const log = createWriteStream(path.join(folder, `${name}.out`));
  const child = spawn('taskset', ['-c', String(cpu), process.execPath, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  try {
    await untilListening(port, child, name);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return child;
}

export async function untilListening(port, child, name) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${name} ended while starting`);
    const answered = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    if (Date.now() > deadline) throw new Error(`${name} does not listen on ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** An organization with a key, as a person would have made it. */
export async function makeKey(databaseUrl) {
  await migratePostgres(databaseUrl);
  const db = createDbClient(databaseUrl);
  const user = { id: uuidv7(), name: 'Bench', email: `bench-${uuidv7()}@heliograph.local` };
  await db.user.create({ data: user });
  const { organizationId } = await ensureOrganizationForUser(db, user);
  const actor = { type: 'user', organizationId, userId: user.id, role: 'owner' };
  const { key } = await createApiKey({ db, actor }, { name: 'bench' });
  await db.$disconnect();
  return key;
}

async function installPortkey() {
  const folder = path.join(root, '.heliograph/bench/portkey');
  const entry = path.join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  if (!existsSync(entry)) {
    await mkdir(folder, { recursive: true });
    await runCommand(
      'npm',
      [
        'install',
        '--prefix',
        folder,
        '--no-audit',
        '--no-fund',
        '--ignore-scripts',
        `@portkey-ai/gateway@${PORTKEY_VERSION}`,
      ],
      { cwd: folder, logFile: path.join(folder, 'install.log') },
    );
  }
  return entry;
}

/**
 * What is compared. Each has `start() → child | null` and says where to send the three kinds of load.
 * `direct` is the upstream itself: added latency is what a subject takes beyond it.
 */
export async function subjects({ folder, ports, stack, key, cpu, proxyEntry }) {
  const origin = (port) => `http://127.0.0.1:${port}`;
  const upstream = origin(ports.upstream);
  const streams = origin(ports.streams);
  const plain = requestHeaders(null);
  const heliographEnv = {
    PROXY_PORT: String(ports.heliograph),
    DATABASE_URL: stack.databaseUrl,
    REDIS_URL: stack.redisUrl,
    SPOOL_DIR: path.join(folder, 'spool'),
    OPENAI_BASE_URL: upstream,
    OPENAI_COMPATIBLE_STREAMS_BASE_URL: streams,
    PROXY_WORKERS: '1',
    MAX_BODY_BYTES: '600000000',
    LOG_LEVEL: 'warn',
  };
  const portkeyEntry = await installPortkey();
  return [
    {
      name: 'direct',
      headers: plain,
      url: `${upstream}/v1/chat/completions`,
      streamUrl: `${streams}/v1/chat/completions`,
      start: () => null,
    },
    {
      name: 'nginx reverse proxy',
      headers: plain,
      url: `${origin(ports.nginx)}/v1/chat/completions`,
      streamUrl: `${origin(ports.nginx)}/stream/v1/chat/completions`,
      start: async () => {
        const child = await startReverseProxy(folder, ports.nginx, ports.upstream, ports.streams, cpu);
        await untilListening(ports.nginx, child, 'nginx');
        return child;
      },
    },
    {
      name: 'bare http→undici pipe',
      headers: plain,
      url: `${origin(ports.bare)}/v1/chat/completions`,
      streamUrl: `${origin(ports.bareStreams)}/v1/chat/completions`,
      start: () => {
        const pipe = path.join(import.meta.dirname, 'bare-pipe.mjs');
        return launch({
          folder,
          name: 'bare',
          cpu,
          args: [...nodeFlags, pipe, String(ports.bare), upstream, String(ports.bareStreams), streams],
          env: {},
          port: ports.bare,
        });
      },
    },
    {
      name: 'Heliograph, logging on',
      headers: requestHeaders(key),
      url: `${origin(ports.heliograph)}/v1/chat/completions`,
      streamUrl: `${origin(ports.heliograph)}/streams/v1/chat/completions`,
      start: () =>
        launch({
          folder,
          name: 'heliograph',
          cpu,
          args: [...nodeFlags, proxyEntry],
          env: heliographEnv,
          port: ports.heliograph,
        }),
    },
    {
      name: `Portkey ${PORTKEY_VERSION}, logging off`,
      headers: { ...plain, 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `${upstream}/v1` },
      // It answers every event stream of this upstream with 500 (its issues #1389 and #1550).
      noStreams: true,
      url: `${origin(ports.portkey)}/v1/chat/completions`,
      start: () =>
        launch({
          folder,
          name: 'portkey',
          cpu,
          args: [portkeyEntry, '--headless', `--port=${ports.portkey}`],
          env: { TRUSTED_CUSTOM_HOSTS: '127.0.0.1,localhost' },
          port: ports.portkey,
        }),
    },
  ];
}
