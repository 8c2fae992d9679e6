import type { DeadLetter as ShownLetter } from '@heliograph/contracts/ingestion';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { DbClient } from '@heliograph/db/client';
import type { DeadLetter } from '@heliograph/queue/dead-letters';
import { recordAudit } from '@heliograph/services/audit/record';
import type { Actor } from '@heliograph/services/context';
import type { IngestionClients } from './open-ingestion.ts';

/** Who does it, and where the audit trail is. */
interface Desk {
  db: DbClient;
  actor: Actor;
  clients: IngestionClients;
}

type Verb = 'replayed' | 'discarded';

/** Letters looked at in one go where all are meant. */
const PAGE = 100;

/** A page of the organization's letters. */
export async function listDeadLetters(
  { deadLetters }: IngestionClients,
  organizationId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ items: ShownLetter[]; nextCursor: string | null }> {
  const { items, cursor } = await deadLetters.list(organizationId, page);
  return { items: items.map(show), nextCursor: cursor };
}

/** Replays or discards one letter. Throws `not_found` where the organization has none of that id. */
export async function dealWithLetter(desk: Desk, verb: Verb, id: string): Promise<void> {
  if (!(await apply(desk, verb, id))) {
    throw new HeliographError(
      'not_found',
      'There is no such dead letter. It may have been replayed or discarded meanwhile; GET /api/v1/ingestion/dead-letters lists those there are.',
    );
  }
  await audit(desk, verb, id, 1);
}

/** Replays or discards all that the organization has now. Gives their number. */
export async function dealWithAllLetters(desk: Desk, verb: Verb): Promise<number> {
  const { organizationId } = desk.actor;
  let done = 0;
  let cursor: string | undefined;
  do {
    // Downwards from the newest: a letter that is refused again comes back above, and isn't met twice.
    const page = await desk.clients.deadLetters.list(organizationId, { limit: PAGE, cursor });
    for (const { id } of page.items) if (await apply(desk, verb, id)) done += 1;
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  if (done > 0) await audit(desk, verb, 'all', done);
  return done;
}

function apply({ actor, clients }: Desk, verb: Verb, id: string): Promise<boolean> {
  return verb === 'replayed'
    ? clients.replay(actor.organizationId, id)
    : clients.deadLetters.remove(actor.organizationId, id);
}

/** After the fact, which lies in Redis and can't share a transaction with it. */
async function audit({ db, actor }: Desk, verb: Verb, id: string, count: number): Promise<void> {
  await db.$transaction((tx) =>
    recordAudit(tx, actor, {
      action: `dead_letter.${verb}`,
      targetType: 'organization',
      targetId: actor.organizationId,
      details: { letter: id, count },
    }),
  );
}

function show({ id, requestId, createdAt, laidAsideAt, reason, bytes, tokens }: DeadLetter): ShownLetter {
  return {
    id,
    requestId,
    createdAt: createdAt === null ? null : new Date(createdAt).toISOString(),
    laidAsideAt: new Date(laidAsideAt).toISOString(),
    reason,
    bytes,
    missingFrom: (['requests', 'request_bodies'] as const).filter((table) => tokens[table] !== undefined),
  };
}
