import type { IngestionStatus } from '@heliograph/contracts/ingestion';

/** What a person must know at a glance, and what to do about it. */
export interface Concern {
  tone: 'danger' | 'warning';
  title: string;
  advice: string;
}

/** Seconds of waiting from which on it is no moment any more. */
const LONG_WAIT_S = 15;

/** Everything that is wrong with the ingestion now, the worst first; empty where all is well. */
export function concernsOf({ queue, spools, workers, deadLetters }: IngestionStatus): Concern[] {
  const concerns: (Concern | false)[] = [
    spools.dropped > 0 && {
      tone: 'danger',
      title: `${spools.dropped} ${spools.dropped === 1 ? 'record was' : 'records were'} lost since the proxies started`,
      advice: 'Neither disk nor memory could hold them. Give SPOOL_DIR more room, or raise SPOOL_MAX_BYTES.',
    },
    queue.mayEvict && {
      tone: 'danger',
      title: 'Redis may evict records',
      advice: 'Set its maxmemory-policy to noeviction.',
    },
    spools.refusing > 0 && {
      tone: 'danger',
      title: 'The disk of a spool refuses writes',
      advice: 'Records are kept in memory until it takes them again. Make room where SPOOL_DIR is.',
    },
    workers.processes === 0 && {
      tone: 'warning',
      title: 'No worker is running',
      advice: 'Records wait in the queue and are stored as soon as one is there. Start a worker.',
    },
    workers.failures > 0 && {
      tone: 'warning',
      title: 'Batches could not be stored and are tried again',
      advice: workers.lastFailure === null ? 'See the worker’s log.' : `Last: ${workers.lastFailure.reason}`,
    },
    (spools.oldestSeconds ?? 0) > LONG_WAIT_S && {
      tone: 'warning',
      title: 'Proxies can not hand their records to the queue',
      advice: 'They wait on disk. Redis may be away or full.',
    },
    (queue.oldestSeconds ?? 0) > LONG_WAIT_S && {
      tone: 'warning',
      title: 'Workers do not keep up',
      advice: 'Batches wait in the queue. ClickHouse may be away or slow, or more workers are needed.',
    },
    spools.shed > 0 && {
      tone: 'warning',
      title: `Bodies of ${spools.shed} ${spools.shed === 1 ? 'record' : 'records'} were left out since the proxies started`,
      advice: 'A spool was nearly full. Their sizes and tokens as far as reported are stored.',
    },
    deadLetters.unattributed > 0 && {
      tone: 'warning',
      title: `${deadLetters.unattributed} ${deadLetters.unattributed === 1 ? 'record' : 'records'} can not be read`,
      advice:
        'Whose they are is unknown. Whoever runs this installation finds them with npm run dead-letters.',
    },
  ];
  return concerns.filter((concern) => concern !== false);
}
