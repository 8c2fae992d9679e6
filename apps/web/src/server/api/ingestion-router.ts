import type { DbClient } from '@heliograph/db/client';
import { requireScope } from '@heliograph/services/require-scope';
import { dealWithAllLetters, dealWithLetter, listDeadLetters } from '../ingestion/dead-letters.ts';
import type { Ingestion } from '../ingestion/open-ingestion.ts';
import { readIngestionStatus } from '../ingestion/read-status.ts';
import { api } from './implementer.ts';

/** Numbers are the installation's, and say nothing of anybody's requests; letters are the caller's organization's alone. */
export function createIngestionRouter({ db, ingestion }: { db: DbClient; ingestion: Ingestion }) {
  const { status, deadLetters } = api.ingestion;
  return {
    status: status.handler(({ context: { caller } }) => {
      requireScope(caller.actor, 'ingestion:read');
      const { organizationId } = caller.actor;
      return ingestion.use((clients) => readIngestionStatus(clients, organizationId, Date.now()));
    }),
    deadLetters: {
      list: deadLetters.list.handler(({ context: { caller }, input }) => {
        requireScope(caller.actor, 'ingestion:read');
        return ingestion.use((clients) => listDeadLetters(clients, caller.actor.organizationId, input));
      }),
      replay: deadLetters.replay.handler(({ context: { caller }, input }) => {
        const { actor } = caller;
        requireScope(actor, 'ingestion:write');
        return ingestion.use((clients) => dealWithLetter({ db, actor, clients }, 'replayed', input.id));
      }),
      discard: deadLetters.discard.handler(({ context: { caller }, input }) => {
        const { actor } = caller;
        requireScope(actor, 'ingestion:write');
        return ingestion.use((clients) => dealWithLetter({ db, actor, clients }, 'discarded', input.id));
      }),
      replayAll: deadLetters.replayAll.handler(async ({ context: { caller } }) => {
        const { actor } = caller;
        requireScope(actor, 'ingestion:write');
        return {
          replayed: await ingestion.use((clients) => dealWithAllLetters({ db, actor, clients }, 'replayed')),
        };
      }),
      discardAll: deadLetters.discardAll.handler(async ({ context: { caller } }) => {
        const { actor } = caller;
        requireScope(actor, 'ingestion:write');
        return {
          discarded: await ingestion.use((clients) =>
            dealWithAllLetters({ db, actor, clients }, 'discarded'),
          ),
        };
      }),
    },
  };
}
