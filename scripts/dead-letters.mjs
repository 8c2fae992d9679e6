import path from 'node:path';
import { createRequire } from 'node:module';
import { portFrom } from './platform/ports.mjs';
import { Actionable } from './platform/step.mjs';
import { loadDotEnv, root } from './platform/workspace.mjs';

/**
 * `npm run dead-letters -- [list | replay ID|all | discard ID|all] [--organization ID]`: for the operator, what the
 * dashboard shows nobody: records of which it can't be read whose they are, and jobs that no worker can read.
 * Talks to REDIS_URL, else to the embedded Redis.
 */
const HOW = 'npm run dead-letters -- [list | replay ID|all | discard ID|all] [--organization ID]';
const PAGE = 100;
const queuePackage = (file) => import(path.join(root, 'packages/queue/dist', file));

function readArguments(args) {
  const at = args.indexOf('--organization');
  const owner = at === -1 ? null : args[at + 1];
  const [verb = 'list', id] = at === -1 ? args : [...args.slice(0, at), ...args.slice(at + 2)];
  const complete = verb === 'list' ? id === undefined : ['replay', 'discard'].includes(verb) && id;
  if (!complete || owner === undefined) throw new Actionable(HOW);
  return { verb, id, owner };
}

async function main() {
  const { verb, id, owner } = readArguments(process.argv.slice(2));
  loadDotEnv();
  const url = process.env.REDIS_URL || `redis://127.0.0.1:${portFrom('EMBEDDED_REDIS_PORT', 16379)}`;
  const [{ createDeadLetters }, { createIngestQueue }, { replayDeadLetter }] = await Promise.all(
    ['dead-letters.js', 'ingest-queue.js', 'replay-dead-letter.js'].map(queuePackage),
  );
  const { Redis } = createRequire(path.join(root, 'packages/queue/package.json'))('ioredis');
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  await redis.connect().catch((error) => {
    throw new Actionable(`Redis at ${url.replace(/\/\/.*@/, '//')} does not answer (${error.message}).`);
  });
  const deadLetters = createDeadLetters(redis);
  const queue = createIngestQueue(redis);
  const apply = (letter) =>
    verb === 'replay'
      ? replayDeadLetter({ deadLetters, queue }, owner, letter)
      : deadLetters.remove(owner, letter);
  let done = 0;
  try {
    if (verb !== 'list' && id !== 'all') {
      if (!(await apply(id))) throw new Actionable(`There is no dead letter ${id} here.`);
      done = 1;
    } else {
      let cursor;
      do {
        const page = await deadLetters.list(owner, { limit: PAGE, cursor });
        for (const letter of page.items) {
          const at = new Date(letter.laidAsideAt).toISOString();
          if (verb === 'list')
            process.stdout.write(`${letter.id}  ${at}  ${letter.bytes} bytes  ${letter.reason}\n`);
          else if (!(await apply(letter.id))) continue;
          done += 1;
        }
        cursor = page.cursor ?? undefined;
      } while (cursor !== undefined);
    }
    process.stdout.write(`${done} ${{ list: 'there', replay: 'replayed', discard: 'discarded' }[verb]}\n`);
  } finally {
    await queue.close();
    redis.disconnect();
  }
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Actionable ? error.message : error.stack}\n`);
  process.exitCode = 1;
});
