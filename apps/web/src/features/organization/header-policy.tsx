'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RadioGroup } from 'radix-ui';
import { useId } from 'react';
import { toast } from 'sonner';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { useMe } from '../shell/use-me.ts';

type Policy = 'strict' | 'lenient' | null;

/** Radio buttons have texts as values. */
const policies: readonly { value: string; policy: Policy; label: string; hint: string }[] = [
  {
    value: 'strict',
    policy: 'strict',
    label: 'Refuse the call',
    hint: 'It is answered with 400 and a list of the headers and what was expected. Nobody runs without a limit by a slip of the pen.',
  },
  {
    value: 'lenient',
    policy: 'lenient',
    label: 'Let the call go on, with a warning',
    hint: 'As if the header had not been sent. The answer’s Helicone-Warning and the request’s details say so.',
  },
  {
    value: 'default',
    policy: null,
    label: 'As this server is set up',
    hint: 'Its operator chose with HEADER_POLICY; without that, calls are refused.',
  },
];

/** What happens to calls with a Helicone header that can't be read; a choice is kept at once. */
export function HeaderPolicy({ settings }: { settings: { headerPolicy: Policy } }) {
  const titleId = useId();
  const queryClient = useQueryClient();
  const role = useMe()?.role ?? null;
  const mayChange = role === 'owner' || role === 'admin';
  const update = useMutation(
    api.organization.update.mutationOptions({
      onSuccess: (next) => {
        queryClient.setQueryData(api.organization.settings.queryKey(), next);
        toast.success('Saved', { description: 'The proxies keep to it within a second.' });
      },
      onError: (error) =>
        toast.error('The setting is as it was', { description: describeApiError(error).message }),
    }),
  );
  // What was chosen shows at once, and goes back where it could not be kept.
  const chosen = update.isPending ? update.variables.headerPolicy : settings.headerPolicy;
  const choose = (value: string): void => {
    const next = policies.find((each) => each.value === value);
    if (next !== undefined && !update.isPending) update.mutate({ headerPolicy: next.policy });
  };

  return (
    <section className="rounded-lg border border-line" aria-labelledby={titleId}>
      <div className="border-b border-line px-4 py-3 md:px-5">
        <h2 id={titleId} className="text-base font-semibold tracking-tight">
          Headers that can’t be read
        </h2>
        <p className="text-pretty text-muted">
          What happens to a call whose Helicone headers have a value that makes no sense, such as{' '}
          <code className="font-mono text-xs">Helicone-RateLimit-Policy: 100 per hour</code>.
        </p>
      </div>
      <RadioGroup.Root
        aria-labelledby={titleId}
        value={policies.find(({ policy }) => policy === chosen)?.value ?? ''}
        onValueChange={choose}
        disabled={!mayChange}
        className="divide-y divide-line"
      >
        {policies.map(({ value, label, hint }) => (
          <label
            key={value}
            className="flex items-start gap-3 px-4 py-3 transition-colors has-[button:enabled]:cursor-pointer has-[button:enabled]:hover:bg-hover md:px-5"
          >
            <RadioGroup.Item
              value={value}
              aria-label={label}
              className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-line-strong bg-raised disabled:opacity-60 data-[state=checked]:border-ink"
            >
              <RadioGroup.Indicator className="size-2 rounded-full bg-ink" />
            </RadioGroup.Item>
            <span className="min-w-0">
              <span className="block font-medium text-ink">{label}</span>
              <span className="block text-pretty text-muted">{hint}</span>
            </span>
          </label>
        ))}
      </RadioGroup.Root>
      {!mayChange && (
        <p className="border-t border-line px-4 py-2.5 text-xs text-muted md:px-5">
          Owners and admins of the organization can change this.
        </p>
      )}
    </section>
  );
}
