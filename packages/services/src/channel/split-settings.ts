import { z } from 'zod';
import { type ChannelChanges, channelKinds, type ChannelSettings } from '@heliograph/contracts/channels';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { isPrivateHost } from '@heliograph/outbound/private-addresses';

export type SecretValues = Record<string, string>;

const secretValuesSchema = z.record(z.string(), z.string());

/** What of a channel's settings may be shown, and what not. */
export function splitSettings(settings: ChannelSettings | ChannelChanges): {
  config: Record<string, string | string[]>;
  secrets: SecretValues;
} {
  const { kind, ...rest } = settings;
  const names: readonly string[] = channelKinds[kind].secrets;
  const config: Record<string, string | string[]> = {};
  const secrets: SecretValues = {};
  for (const [name, value] of Object.entries(rest) as [string, string | string[] | undefined][]) {
    if (value === undefined) continue;
    if (names.includes(name) && typeof value === 'string') secrets[name] = value;
    else config[name] = value;
  }
  return { config, secrets };
}

/** Characters of which four tell nobody the rest. */
const ENOUGH = 20;

/** Of a secret what people recognize it by: a URL's host and the end of what is long enough to spare it. */
export function maskSecrets(secrets: SecretValues): Record<string, string> {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, value]) => {
      const shown = name === 'url' ? `${new URL(value).origin}/` : '';
      const hidden = value.length - shown.length;
      return [name, `${shown}…${hidden >= ENOUGH ? value.slice(-4) : ''}`];
    }),
  );
}

/** Reads what {@link splitSettings} gave and a secret box kept. */
export function parseSecrets(text: string): SecretValues {
  return secretValuesSchema.parse(JSON.parse(text));
}

/** Throws `target_not_allowed` for a URL that can lead to no public server. What its name resolves to is checked with every call. */
export function checkTarget({ url }: SecretValues, allowPrivate: boolean): void {
  if (url === undefined || allowPrivate || !isPrivateHost(new URL(url).hostname)) return;
  throw new HeliographError(
    'target_not_allowed',
    'The URL leads to a private, loopback, link-local or metadata address. Only public servers may be called; the operator can allow others with ALLOW_PRIVATE_UPSTREAMS=true.',
  );
}
