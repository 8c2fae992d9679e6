import { z } from 'zod';
import type { BudgetNotification } from '@heliograph/contracts/notification';
import type { DbClient } from '@heliograph/db/client';
import { enqueueNotification } from '../notification/enqueue.ts';

/** Percent of a budget at which it is told of. */
const THRESHOLDS = [100, 80] as const;

const rowSchema = z.object({
  ...{ id: z.uuid(), name: z.string(), organization_id: z.uuid(), channel_id: z.uuid() },
  ...{ budget: z.string(), spent: z.string(), percent: z.number() },
});

/**
 * Tells the channels that an organization chose for it of keys that have used 80 or 100 % of the budget of `now`'s month (UTC):
 * once for each key, month and threshold, whoever counts and how often. A key that goes beyond both at once is told of once.
 * Gives how many notifications there were. For the worker.
 */
export async function notifyBudgets(
  db: DbClient,
  { webUrl, now }: { webUrl: string; now: Date },
): Promise<number> {
  const month = now.toISOString().slice(0, 7);
  const rows = await db.$queryRaw<unknown[]>`
    SELECT k."id", k."name", k."organization_id", c."id" AS "channel_id", k."monthly_budget"::text AS "budget",
      sum(s."cost")::text AS "spent", floor(1000 * sum(s."cost") / k."monthly_budget")::float8 / 10 AS "percent"
    FROM "api_keys" k
    JOIN "notification_channels" c ON c."organization_id" = k."organization_id" AND c."budget_warnings" AND c."enabled"
    JOIN "api_key_spends" s ON s."api_key_id" = k."id"
      AND s."day" >= ${`${month}-01`}::date AND s."day" < ${`${month}-01`}::date + interval '1 month'
    WHERE k."revoked_at" IS NULL AND k."monthly_budget" > 0
      AND (k."expires_at" IS NULL OR k."expires_at" > ${now})
    GROUP BY k."id", c."id"
    HAVING sum(s."cost") * 100 >= k."monthly_budget" * ${THRESHOLDS[1]}`;
  let told = 0;
  for (const row of rows) {
    const { id, name, budget, spent, percent, ...whose } = rowSchema.parse(row);
    const threshold = THRESHOLDS.find((each) => percent >= each);
    if (threshold === undefined) continue;
    const notification: BudgetNotification = {
      ...{ kind: 'budget', threshold, apiKeyId: id, apiKeyName: name, month },
      ...{ spentUsd: shortUsd(spent), budgetUsd: shortUsd(budget), usedPercent: percent },
      keysUrl: `${webUrl}/settings/keys`,
    };
    const delivery = await enqueueNotification(db, {
      ...{ organizationId: whose.organization_id, channelId: whose.channel_id, notification },
      idempotencyKey: `budget:${id}:${month}:${threshold}`,
    });
    if (delivery !== null) told++;
  }
  return told;
}

/** Without zeros at its end, but with two digits of cents: `12.50`, `0.0000126`. */
function shortUsd(decimal: string): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
}
