import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { channelKinds, type CreatedChannel, type NewChannel } from '@heliograph/contracts/channels';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { recordAudit } from '../audit/record.ts';
import { requireScope } from '../require-scope.ts';
import { requireSecretBox } from '../secrets/secret-box.ts';
import type { ChannelContext } from './channel-context.ts';
import { toListedChannel, withDetails } from './listed-channel.ts';
import { checkTarget, maskSecrets, splitSettings } from './split-settings.ts';

/** Channels an organization may have. */
const MAX_CHANNELS = 100;

/**
 * Adds a channel. Throws `forbidden`, `target_not_allowed` for a private address, `service_unavailable` where secrets can't be
 * kept, and `conflict` where there are too many.
 */
export async function createChannel(
  { db, actor, secrets: box, allowPrivate }: ChannelContext,
  { settings, ...given }: NewChannel,
): Promise<CreatedChannel> {
  requireScope(actor, 'channels:write');
  const { organizationId } = actor;
  const { config, secrets } = splitSettings(settings);
  const made =
    settings.kind === 'webhook' && settings.signingSecret === undefined ? newSigningSecret() : null;
  if (made !== null) secrets.signingSecret = made;
  checkTarget(secrets, allowPrivate);
  const id = uuidv7();
  const hasSecrets = channelKinds[settings.kind].secrets.length > 0;
  const sealed = hasSecrets ? requireSecretBox(box).seal(JSON.stringify(secrets), id) : null;
  return db.$transaction(async (tx) => {
    if ((await tx.notificationChannel.count({ where: { organizationId } })) >= MAX_CHANNELS) {
      throw new HeliographError(
        'conflict',
        `The organization has ${MAX_CHANNELS} channels, which is the most there can be. Delete one first.`,
      );
    }
    const row = await tx.notificationChannel.create({
      data: {
        ...{ id, organizationId, kind: settings.kind, ...given, config },
        ...{ secrets: sealed, masked: maskSecrets(secrets) },
        createdBy: actor.type === 'user' ? actor.userId : null,
      },
      include: withDetails,
    });
    await recordAudit(tx, actor, {
      action: 'channel.created',
      targetType: 'channel',
      targetId: id,
      details: { name: row.name, kind: row.kind, enabled: row.enabled },
    });
    return { ...toListedChannel(row), signingSecret: made };
  });
}

/** 256 random bits, recognizable by scanners of leaked secrets. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64url')}`;
}
