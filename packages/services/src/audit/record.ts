import { v7 as uuidv7 } from 'uuid';
import type { DbTransaction } from '@heliograph/db/client';
import type { Actor } from '../context.ts';

export interface AuditEntry {
  /** `<noun>.<past tense>`, e.g. `api_key.created`. */
  action: string;
  targetType: string;
  targetId: string;
  /** What a reader of the trail wants to know besides; never a key or a body. */
  details?: Record<string, string | number | boolean | null>;
}

/** Writes one line of the audit trail, in the transaction of the change it tells of. */
export async function recordAudit(tx: DbTransaction, actor: Actor, entry: AuditEntry): Promise<void> {
  await tx.auditEvent.create({
    data: {
      id: uuidv7(),
      organizationId: actor.organizationId,
      actorType: actor.type,
      actorId: actor.type === 'user' ? actor.userId : actor.apiKeyId,
      action: entry.action,
      targetType: entry.targetType,
      targetId: entry.targetId,
      details: entry.details ?? {},
    },
  });
}
