'use client';
import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { toast } from 'sonner';
import type { Delivery, DeliveryTry } from '@heliograph/contracts/channels';
import { describeApiError } from '../../client/api-error.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { cn } from '../../components/cn.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { Time } from '../../components/time.tsx';
import { formatDuration } from '../requests/format/format-duration.ts';
import { statusLabels } from './describe-channel.ts';
import { useChannelChanges } from './use-channels.ts';

interface DeliveryEntryProps {
  delivery: Delivery;
  open: boolean;
  onToggle: () => void;
}

/** One delivery: how it stands, and, opened, each try and what was sent. */
export function DeliveryEntry({ delivery, open, onToggle }: DeliveryEntryProps) {
  const bodyId = useId();
  const { title, status, tries, createdAt, nextAttemptAt } = delivery;
  const { label, tone } = statusLabels[status];
  const last = tries.at(-1);
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={bodyId}
        onClick={onToggle}
        className="flex w-full items-start gap-2 px-4 py-2.5 text-left hover:bg-hover focus-visible:-outline-offset-2"
      >
        <ChevronRight
          aria-hidden
          className={cn('mt-0.5 size-4 shrink-0 text-muted transition-transform', open && 'rotate-90')}
        />
        <span className="min-w-0 grow">
          <span className="block text-sm text-ink">{title}</span>
          <span className="block text-xs text-muted tabular-nums">
            <Time value={createdAt} />
            {last !== undefined && ` · ${formatDuration(last.latencyMs)}`}
            {tries.length > 1 && ` · ${tries.length} tries`}
          </span>
          {last !== undefined && last.error !== null && (
            <span className="block text-xs text-pretty text-danger">{last.error}</span>
          )}
          {status === 'failed' && nextAttemptAt !== null && (
            <span className="block text-xs text-muted tabular-nums">
              Next try: <Time value={nextAttemptAt} />
            </span>
          )}
        </span>
        <Badge tone={tone}>{label}</Badge>
      </button>
      <div id={bodyId} hidden={!open}>
        {open && <Details delivery={delivery} />}
      </div>
    </li>
  );
}

function Details({ delivery }: { delivery: Delivery }) {
  const { resend } = useChannelChanges();
  const { id, status, attempts, maxAttempts, tries, sent, notification } = delivery;
  const again = (): void =>
    resend.mutate({ id }, { onError: (error) => toast.error(describeApiError(error).message) });
  return (
    <div className="flex flex-col gap-3 px-4 pt-2 pb-4 pl-10">
      {tries.length === 0 ? (
        <p className="text-xs text-muted">Not tried yet: the worker sends it within seconds.</p>
      ) : (
        <ol className="flex flex-col gap-2" aria-label="Tries">
          {tries.map((each, i) => (
            <Try key={`${each.at}${i}`} tried={each} />
          ))}
        </ol>
      )}
      <div className="flex flex-wrap items-center gap-3 text-xs text-muted tabular-nums">
        <span>
          {attempts} of {maxAttempts} {maxAttempts === 1 ? 'try' : 'tries'}
        </span>
        {(status === 'dead' || status === 'failed') && (
          <Button size="sm" onClick={again} pending={resend.isPending}>
            {status === 'dead' ? 'Send again' : 'Try now'}
          </Button>
        )}
      </div>
      <CodeBlock
        title={sent === null ? 'The notification' : 'Sent, without secrets'}
        language="json"
        code={JSON.stringify(sent ?? notification, null, 2)}
        copyLabel="Copy payload"
        maxHeightClass="max-h-80"
        wrap
      />
    </div>
  );
}

function Try({ tried: { at, status, latencyMs, error, answer } }: { tried: DeliveryTry }) {
  return (
    <li className="text-xs text-pretty">
      <span className="text-muted tabular-nums">
        <Time value={at} /> · {formatDuration(latencyMs)}
        {status !== null && ` · ${status}`}
      </span>
      <span className={cn('block', error === null ? 'text-success' : 'text-danger')}>
        {error ?? 'Delivered'}
      </span>
      {answer !== null && (
        <code className="mt-0.5 block max-h-24 overflow-y-auto font-mono wrap-anywhere whitespace-pre-wrap text-muted">
          {answer}
        </code>
      )}
    </li>
  );
}
