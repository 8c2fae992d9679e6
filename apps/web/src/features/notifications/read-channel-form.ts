import {
  type Channel,
  type ChannelKind,
  type NewChannel,
  newChannelSchema,
  type UpdateChannel,
  updateChannelSchema,
} from '@heliograph/contracts/channels';

/** What people fill in. `secret` is the URL or key, empty for the one that is kept. */
export interface ChannelForm {
  name: string;
  kind: ChannelKind;
  recipients: string;
  secret: string;
  region: 'us' | 'eu';
  signingSecret: string;
  budgetWarnings: boolean;
}

export type ChannelErrors = Partial<Record<'name' | 'recipients' | 'secret' | 'signingSecret', string>>;

export const emptyForm: ChannelForm = {
  ...{ name: '', kind: 'email', recipients: '', secret: '', region: 'us', signingSecret: '' },
  budgetWarnings: false,
};

/** The form of a channel that there is; its secrets are known to nobody and left empty. */
export function toChannelForm({ name, budgetWarnings, settings }: Channel): ChannelForm {
  return {
    ...emptyForm,
    ...{ name, budgetWarnings, kind: settings.kind },
    ...(settings.kind === 'email' && { recipients: settings.recipients.join(', ') }),
    ...('region' in settings && { region: settings.region }),
  };
}

/** The form as the API takes it, or what is wrong by field. */
export function readNewChannel(form: ChannelForm): { input: NewChannel } | { errors: ChannelErrors } {
  const { name, budgetWarnings } = form;
  const read = newChannelSchema.safeParse({ name, budgetWarnings, settings: settingsOf(form, false) });
  return read.success ? { input: read.data } : { errors: errorsOf(read.error.issues) };
}

/** The same of a channel that is changed: a secret left empty stays. */
export function readChannelChanges(
  id: string,
  form: ChannelForm,
): { input: UpdateChannel } | { errors: ChannelErrors } {
  const { name, budgetWarnings } = form;
  const read = updateChannelSchema.safeParse({ id, name, budgetWarnings, settings: settingsOf(form, true) });
  return read.success ? { input: read.data } : { errors: errorsOf(read.error.issues) };
}

function settingsOf(form: ChannelForm, isChange: boolean): Record<string, unknown> {
  const { kind, region } = form;
  const given = form.secret.trim();
  const secret = isChange && given === '' ? undefined : given;
  switch (kind) {
    case 'email':
      return { kind, recipients: form.recipients.split(/[\s,;]+/).filter((each) => each !== '') };
    case 'pagerduty':
      return { kind, region, routingKey: secret };
    case 'opsgenie':
      return { kind, region, apiKey: secret };
    case 'webhook': {
      const signingSecret = form.signingSecret.trim();
      return { kind, url: secret, ...(signingSecret !== '' && { signingSecret }) };
    }
    case 'slack':
    case 'discord':
    case 'teams':
      return { kind, url: secret };
  }
}

const fieldOf: Readonly<Record<string, keyof ChannelErrors>> = {
  name: 'name',
  recipients: 'recipients',
  url: 'secret',
  routingKey: 'secret',
  apiKey: 'secret',
  signingSecret: 'signingSecret',
};

function errorsOf(issues: readonly { path: PropertyKey[]; message: string }[]): ChannelErrors {
  const errors: ChannelErrors = {};
  for (const { path, message } of issues) {
    const field = fieldOf[String(path[0] === 'settings' ? path[1] : path[0])];
    if (field !== undefined) errors[field] ??= message;
  }
  return errors;
}
