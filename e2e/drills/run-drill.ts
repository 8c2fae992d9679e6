import { producerConnection } from '@heliograph/queue/connection';
import { createIngestQueue } from '@heliograph/queue/ingest-queue';
import { type DrillAccount, takeAccount } from './account/take-account.ts';
import type { Drill } from './drill.ts';
import { type LoadReport, startLoad } from './load/start-load.ts';
import type { DrillPlatform } from './platform/start-drill-platform.ts';

export interface DrillResult extends DrillAccount {
  report: LoadReport;
  /** Lost although the drill promises more. */
  lostAgainstPromise: string[];
  /** What is printed of it. */
  line: string;
}

/** Plays one drill: load and disturbance side by side, then the account. Leaves the platform as it was. */
export async function runDrill(
  drill: Drill,
  platform: DrillPlatform,
  { seconds, rate }: { seconds: number; rate: number },
): Promise<DrillResult> {
  const cleanUp = await drill.prepare?.(platform);
  const account = await platform.openAccount();
  const connection = producerConnection(platform.redis.url);
  connection.on('error', ignore);
  const queue = createIngestQueue(connection);
  queue.on('error', ignore);
  try {
    const addresses = () => drill.addresses?.(platform) ?? [platform.proxy.url];
    const { headers } = drill;
    const warmedUp = await warmUp(addresses(), account.key);
    const load = startLoad({ key: account.key, rate, seconds, addresses, ...(headers && { headers }) });
    for (const id of warmedUp) load.report.warmedUp.add(id);
    const stage = { platform, account, seconds, load };
    const [report] = await Promise.all([load.finished, drill.disturb(stage)]);
    await drill.repair?.(stage);
    const taken = await takeAccount(platform, queue, account.organizationId, report);
    const mayLose = drill.mayLose?.(report) ?? (() => false);
    const lostAgainstPromise = taken.lost.filter((id) => !mayLose(id));
    return { ...taken, report, lostAgainstPromise, line: lineOf(drill, taken, report) };
  } finally {
    await queue.close().catch(ignore);
    connection.disconnect();
    await cleanUp?.();
  }
}

const ignore = (): void => undefined;

/**
 * Lets every process of the proxies know the key before anything is taken away, as those of running traffic are known.
 * Gives the ids under which these calls are logged.
 */
async function warmUp(addresses: string[], key: string): Promise<string[]> {
  const calls = addresses.flatMap((address) =>
    Array.from({ length: 32 }, async () => {
      const answer = await fetch(`${address}/v1/models`, { headers: { 'helicone-auth': `Bearer ${key}` } });
      await answer.arrayBuffer();
      return answer.headers.get('helicone-id') ?? '';
    }),
  );
  return Promise.all(calls);
}

function lineOf({ name, title }: Drill, taken: DrillAccount, report: LoadReport): string {
  const { lost, duplicated, beyond } = taken;
  const failures = [...report.failures].map(([why, count]) => `${count} × ${why.trim()}`).join(', ');
  const others = [
    `${Math.round(report.rate)} requests/s`,
    `${report.failed} failed${failures === '' ? '' : ` (${failures})`}`,
    ...(report.reconnected > 0 ? [`${report.reconnected} connected anew`] : []),
    ...(beyond > 0 ? [`${beyond} cut answers logged as well`] : []),
  ];
  return `${name}: lost ${lost.length} duplicated ${duplicated} of ${report.completed.size} — ${title}; ${others.join('; ')}`;
}
