import { type Channel, channelKinds, type UpdateChannel } from '@heliograph/contracts/channels';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { recordAudit } from '../audit/record.ts';
import { requireScope } from '../require-scope.ts';
import { requireSecretBox } from '../secrets/secret-box.ts';
import type { ChannelContext } from './channel-context.ts';
import { newSigningSecret } from './create.ts';
import { noSuchChannel, toListedChannel, withDetails } from './listed-channel.ts';
import {
  checkTarget,
  maskSecrets,
  parseSecrets,
  type SecretValues,
  splitSettings,
} from './split-settings.ts';

/**
 * Changes a channel; what is left out stays. Throws `forbidden`, `not_found`, `invalid_request` for settings of another kind,
 * `target_not_allowed` and `service_unavailable` as {@link createChannel} does.
 */
export async function updateChannel(
  { db, actor, secrets: box, allowPrivate }: ChannelContext,
  { id, settings, ...changes }: UpdateChannel,
): Promise<Channel> {
  requireScope(actor, 'channels:write');
  return db.$transaction(async (tx) => {
    const before = await tx.notificationChannel.findFirst({
      where: { id, organizationId: actor.organizationId },
    });
    if (before === null) throw noSuchChannel();
    if (settings !== undefined && settings.kind !== before.kind) {
      throw new HeliographError(
        'invalid_request',
        `The channel is of the kind ${before.kind}, which never changes. Create another one.`,
      );
    }
    const { config, secrets } = settings === undefined ? {} : splitSettings(settings);
    checkTarget(secrets ?? {}, allowPrivate);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const row = await tx.notificationChannel.update({
      where: { id },
      data: {
        ...given,
        ...(config !== undefined && { config }),
        ...(secrets !== undefined && Object.keys(secrets).length > 0 && reseal(before, secrets)),
      },
      include: withDetails,
    });
    await recordAudit(tx, actor, {
      action: 'channel.updated',
      targetType: 'channel',
      targetId: id,
      // Which secrets were replaced is worth knowing, what they are isn't told.
      details: {
        ...{ name: row.name, enabled: row.enabled, budgetWarnings: row.budgetWarnings },
        replaced: Object.keys(secrets ?? {}).join(', '),
      },
    });
    return toListedChannel(row);
  });

  function reseal(before: { secrets: string | null }, secrets: SecretValues) {
    const kept = requireSecretBox(box);
    const old = before.secrets === null ? {} : parseSecrets(kept.open(before.secrets, id));
    const now = { ...old, ...secrets };
    return { secrets: kept.seal(JSON.stringify(now), id), masked: maskSecrets(now) };
  }
}

/** Gives a webhook another signing secret, and says it this once. Throws as {@link updateChannel} does. */
export async function renewSigningSecret(
  context: ChannelContext,
  { id }: { id: string },
): Promise<{ signingSecret: string }> {
  requireScope(context.actor, 'channels:write');
  const found = await context.db.notificationChannel.findFirst({
    where: { id, organizationId: context.actor.organizationId },
    select: { kind: true },
  });
  if (found === null) throw noSuchChannel();
  if (found.kind !== 'webhook') {
    throw new HeliographError(
      'invalid_request',
      `Only a channel of the kind ${channelKinds.webhook.label} signs what it sends.`,
    );
  }
  const signingSecret = newSigningSecret();
  await updateChannel(context, { id, settings: { kind: 'webhook', signingSecret } });
  return { signingSecret };
}
