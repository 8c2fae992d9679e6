import type { DbClient } from '@heliograph/db/client';
import type { SecretBox } from '../secrets/secret-box.ts';

/**
 * Seals with the first key what older ones have sealed, so that they can be taken out. Gives how many there were. What can't be
 * opened stays. For the worker.
 */
export async function resealChannelSecrets(db: DbClient, box: SecretBox): Promise<number> {
  const rows = await db.notificationChannel.findMany({
    where: { secrets: { not: null } },
    select: { id: true, secrets: true },
  });
  let resealed = 0;
  for (const { id, secrets } of rows) {
    if (secrets === null || box.isCurrent(secrets)) continue;
    let plain: string;
    try {
      plain = box.open(secrets, id);
    } catch {
      continue;
    }
    // Whoever has changed it meanwhile has sealed it with the first key.
    const { count } = await db.notificationChannel.updateMany({
      where: { id, secrets },
      data: { secrets: box.seal(plain, id) },
    });
    resealed += count;
  }
  return resealed;
}
