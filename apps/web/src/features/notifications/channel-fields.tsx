'use client';
import type { Channel, ChannelReadiness } from '@heliograph/contracts/channels';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { Select } from '../../components/select.tsx';
import { secretHelp } from './describe-channel.ts';
import type { ChannelErrors, ChannelForm } from './read-channel-form.ts';

const regionOptions = [
  { value: 'us', label: 'US' },
  { value: 'eu', label: 'EU' },
] as const;

interface ChannelFieldsProps {
  channel: Channel | null;
  form: ChannelForm;
  errors: ChannelErrors;
  readiness: ChannelReadiness;
  onChange: (part: Partial<ChannelForm>) => void;
  renewing: boolean;
  onRenew: () => void;
}

/** What a kind of channel asks for. */
export function ChannelFields(props: ChannelFieldsProps) {
  const { channel, form, errors, readiness, onChange } = props;
  const { kind } = form;
  if (kind === 'email') {
    return (
      <Field
        label="Addresses"
        hint={
          readiness.email
            ? 'Up to 20, with commas between.'
            : 'Up to 20, with commas between. Nothing is delivered until the operator sets SMTP_URL.'
        }
        error={errors.recipients}
      >
        {(control) => (
          <Input
            {...control}
            type="text"
            inputMode="email"
            value={form.recipients}
            onChange={(event) => onChange({ recipients: event.target.value })}
            autoComplete="off"
            spellCheck={false}
            placeholder="ada@example.com, ops@example.com"
          />
        )}
      </Field>
    );
  }
  const { label, hint } = secretHelp[kind];
  const kept = channel === null ? null : keptSecret(channel);
  return (
    <>
      <Field
        label={label}
        hint={kept === null ? hint : `Empty: stays as it is (${kept}). ${hint}`}
        error={errors.secret}
      >
        {(control) => (
          <Input
            {...control}
            value={form.secret}
            onChange={(event) => onChange({ secret: event.target.value })}
            autoComplete="off"
            spellCheck={false}
            placeholder={kept ?? placeholders[kind]}
            className="font-mono text-xs"
          />
        )}
      </Field>
      {(kind === 'pagerduty' || kind === 'opsgenie') && (
        <Field label="Service region" hint="Where the account is.">
          {({ id }) => (
            <Select
              id={id}
              value={form.region}
              onValueChange={(region) => onChange({ region })}
              options={regionOptions}
            />
          )}
        </Field>
      )}
      {kind === 'webhook' && <SigningSecretField {...props} />}
    </>
  );
}

function SigningSecretField({ channel, form, errors, onChange, renewing, onRenew }: ChannelFieldsProps) {
  const isNew = channel === null;
  return (
    <Field
      label="Signing secret"
      hint={
        isNew
          ? 'Empty: one is made and shown to you once.'
          : 'Empty: stays as it is. With it the receiver checks that a call is from here.'
      }
      error={errors.signingSecret}
    >
      {(control) => (
        <div className="flex gap-2">
          <Input
            {...control}
            value={form.signingSecret}
            onChange={(event) => onChange({ signingSecret: event.target.value })}
            autoComplete="off"
            spellCheck={false}
            className="min-w-0 font-mono text-xs"
          />
          {!isNew && (
            <Button onClick={onRenew} pending={renewing} className="shrink-0">
              Make a new one
            </Button>
          )}
        </div>
      )}
    </Field>
  );
}

const placeholders = {
  slack: 'https://hooks.slack.com/services/…',
  discord: 'https://discord.com/api/webhooks/…',
  teams: 'https://….api.powerplatform.com/…',
  pagerduty: '32 letters and digits',
  opsgenie: '01234567-89ab-cdef-0123-456789abcdef',
  webhook: 'https://example.com/hooks/heliograph',
} as const;

function keptSecret({ settings }: Channel): string | null {
  if ('url' in settings) return settings.url;
  if ('routingKey' in settings) return settings.routingKey;
  return 'apiKey' in settings ? settings.apiKey : null;
}
