'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { channelKinds } from '@heliograph/contracts/channels';
import { api } from '../../client/api.ts';
import { Skeleton } from '../../components/skeleton.tsx';

interface ChannelChoiceProps {
  chosen: readonly string[];
  error: string | undefined;
  onChange: (ids: string[]) => void;
}

/** Who is told: any of the organization's channels. */
export function ChannelChoice({ chosen, error, onChange }: ChannelChoiceProps) {
  const channels = useQuery(api.channels.list.queryOptions());
  const items = channels.data?.items ?? [];
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium text-ink">Tell</legend>
      {channels.isPending && <Skeleton className="h-8 w-full" />}
      {channels.isError && (
        <p className="text-xs text-danger">The channels could not be loaded. What is chosen stays.</p>
      )}
      {items.map(({ id, name, enabled, settings }) => (
        <label key={id} className="flex items-center gap-2.5 pointer-coarse:min-h-10">
          <input
            type="checkbox"
            className="size-4 accent-ink"
            checked={chosen.includes(id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
            }
          />
          <span className="min-w-0 truncate">{name}</span>
          <span className="text-xs text-muted">
            {channelKinds[settings.kind].label}
            {!enabled && ', switched off'}
          </span>
        </label>
      ))}
      {channels.isSuccess && items.length === 0 && (
        <p className="text-muted">There are no channels yet: without one, alerts are seen here alone.</p>
      )}
      {channels.isSuccess && (
        <Link
          href="/settings/notifications"
          className="self-start text-xs text-muted underline underline-offset-2 hover:text-ink"
        >
          Manage channels
        </Link>
      )}
      {error !== undefined && (
        <p role="alert" className="text-xs text-danger">
          {error}
        </p>
      )}
    </fieldset>
  );
}
