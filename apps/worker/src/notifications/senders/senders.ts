import type { ChannelKind } from '@heliograph/contracts/channels';
import { discord } from './discord.ts';
import { email } from './email.ts';
import { opsgenie } from './opsgenie.ts';
import { pagerduty } from './pagerduty.ts';
import type { Sender } from './sender.ts';
import { slack } from './slack.ts';
import { teams } from './teams.ts';
import { webhook } from './webhook.ts';

/** How each kind of channel is spoken to. */
export const senders: Readonly<Record<ChannelKind, Sender>> = {
  email,
  slack,
  discord,
  teams,
  pagerduty,
  opsgenie,
  webhook,
};
