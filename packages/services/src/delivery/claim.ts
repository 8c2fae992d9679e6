import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Notification, notificationSchema } from '@heliograph/contracts/notification';
import { type ChannelKind, channelKindSchema } from '@heliograph/contracts/channels';
import type { DbClient } from '@heliograph/db/client';

/** A delivery that is this worker's until its lease ends. */
export interface ClaimedDelivery {
  id: string;
  organizationId: string;
  channelId: string;
  leaseToken: string;
  /** What goes out now, from 1; the row counts it already. */
  attempt: number;
  maxAttempts: number;
  createdAt: Date;
  subject: string | null;
  /** Null: it is none that this version knows. */
  notification: Notification | null;
  /** Whether a worker had it before and never said what became of it. */
  wasCutOff: boolean;
  channel: { kind: ChannelKind; enabled: boolean; config: unknown; secrets: string | null };
}

const rowSchema = z.object({
  ...{ id: z.uuid(), organization_id: z.uuid(), channel_id: z.uuid(), lease_token: z.uuid() },
  ...{ attempts: z.number(), max_attempts: z.number(), created_at: z.date(), subject: z.string().nullable() },
  ...{ notification: z.unknown(), previous: z.string() },
  ...{ channel_kind: channelKindSchema, channel_enabled: z.boolean() },
  ...{ channel_config: z.unknown(), channel_secrets: z.string().nullable() },
});

/** Of due rows that are looked at; a channel that is slow to answer must not hide what waits behind it. */
const LOOK_AT = 500;

/**
 * Takes what is due: up to `limit`, at most `perChannel` of a channel, none of channels that are `busy`. Of one subject only the
 * oldest that isn't finished, so that a resolve never overtakes what it resolves. A lease that has ended is due again. Two workers
 * never get the same one. All times are Postgres's.
 */
export async function claimDeliveries(
  db: DbClient,
  options: { limit: number; perChannel: number; busy: readonly string[]; leaseMs: number },
): Promise<ClaimedDelivery[]> {
  const { limit, perChannel, busy, leaseMs } = options;
  const rows = await db.$queryRaw<unknown[]>`
    WITH waiting AS (
      SELECT d."id", d."channel_id", d."next_attempt_at"
      FROM "deliveries" d
      WHERE (
          (d."status" IN ('pending', 'failed') AND d."next_attempt_at" <= now())
          OR (d."status" = 'sending' AND d."lease_until" < now())
        )
        AND d."channel_id" <> ALL(${[...busy]}::text[]::uuid[])
        AND (d."subject" IS NULL OR NOT EXISTS (
          SELECT 1 FROM "deliveries" e
          WHERE e."channel_id" = d."channel_id" AND e."subject" = d."subject"
            AND e."status" IN ('pending', 'sending', 'failed')
            AND (e."created_at", e."id") < (d."created_at", d."id")
        ))
      ORDER BY d."next_attempt_at", d."id"
      LIMIT ${LOOK_AT}
    ), ranked AS (
      SELECT "id", row_number() OVER (PARTITION BY "channel_id" ORDER BY "next_attempt_at", "id") AS "rank"
      FROM waiting
    ), taken AS (
      SELECT d."id", d."status" AS "previous"
      FROM "deliveries" d
      WHERE d."id" IN (SELECT "id" FROM ranked WHERE "rank" <= ${perChannel})
        AND (
          (d."status" IN ('pending', 'failed') AND d."next_attempt_at" <= now())
          OR (d."status" = 'sending' AND d."lease_until" < now())
        )
      ORDER BY d."next_attempt_at", d."id"
      LIMIT ${limit}
      FOR UPDATE SKIP LOCKED
    )
    UPDATE "deliveries" d
    SET "status" = 'sending', "attempts" = d."attempts" + 1, "lease_token" = ${randomUUID()}::uuid,
      "lease_until" = now() + make_interval(secs => ${leaseMs / 1000}::float8)
    FROM taken, "notification_channels" c
    WHERE d."id" = taken."id" AND c."id" = d."channel_id"
    RETURNING d."id", d."organization_id", d."channel_id", d."lease_token", d."attempts", d."max_attempts", d."created_at", d."subject",
      d."notification", taken."previous", c."kind" AS "channel_kind", c."enabled" AS "channel_enabled",
      c."config" AS "channel_config", c."secrets" AS "channel_secrets"`;
  return rows.map((row) => {
    const claimed = rowSchema.parse(row);
    return {
      id: claimed.id,
      organizationId: claimed.organization_id,
      channelId: claimed.channel_id,
      leaseToken: claimed.lease_token,
      attempt: claimed.attempts,
      maxAttempts: claimed.max_attempts,
      createdAt: claimed.created_at,
      subject: claimed.subject,
      notification: notificationSchema.safeParse(claimed.notification).data ?? null,
      wasCutOff: claimed.previous === 'sending',
      channel: {
        kind: claimed.channel_kind,
        enabled: claimed.channel_enabled,
        config: claimed.channel_config,
        secrets: claimed.channel_secrets,
      },
    };
  });
}
