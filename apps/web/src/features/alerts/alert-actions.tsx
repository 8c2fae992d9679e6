'use client';
import { BellOff, BellRing, Ellipsis, History, Pencil, Power, Trash2 } from 'lucide-react';
import { toast } from 'sonner';
import type { AlertRule } from '@heliograph/contracts/alerts';
import { describeApiError } from '../../client/api-error.ts';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '../../components/dropdown-menu.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { useAlertChanges } from './use-alerts.ts';

const HOUR_MS = 3_600_000;
const snoozes = [
  { label: 'Snooze for an hour', ms: HOUR_MS },
  { label: 'Snooze for a day', ms: 24 * HOUR_MS },
  { label: 'Snooze for a week', ms: 7 * 24 * HOUR_MS },
] as const;

interface AlertActionsProps {
  rule: AlertRule;
  isMuted: boolean;
  onEdit: (rule: AlertRule) => void;
  onRemove: (rule: AlertRule) => void;
  onHistory: (rule: AlertRule) => void;
}

/** What can be done to a rule. */
export function AlertActions({ rule, isMuted, onEdit, onRemove, onHistory }: AlertActionsProps) {
  const { enable, snooze } = useAlertChanges();
  const { id, name, enabled } = rule;
  const onError = (error: unknown) => void toast.error(describeApiError(error).message);
  const quiet = (until: string | null) =>
    snooze.mutate(
      { id, until },
      {
        onError,
        onSuccess: () => void toast.success(until === null ? `${name} may fire again` : `${name} is snoozed`),
      },
    );
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label={`Actions for ${name}`} icon={<Ellipsis aria-hidden />} hideTooltip />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => onEdit(rule)}>
          <Pencil aria-hidden />
          Edit
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onHistory(rule)}>
          <History aria-hidden />
          Show its history
        </DropdownMenuItem>
        {isMuted && rule.snoozedUntil !== null ? (
          <DropdownMenuItem onSelect={() => quiet(null)}>
            <BellRing aria-hidden />
            End the snooze
          </DropdownMenuItem>
        ) : (
          snoozes.map(({ label, ms }) => (
            <DropdownMenuItem key={label} onSelect={() => quiet(new Date(Date.now() + ms).toISOString())}>
              <BellOff aria-hidden />
              {label}
            </DropdownMenuItem>
          ))
        )}
        <DropdownMenuItem onSelect={() => enable.mutate({ id, enabled: !enabled }, { onError })}>
          <Power aria-hidden />
          {enabled ? 'Switch off' : 'Switch on'}
        </DropdownMenuItem>
        <DropdownMenuItem tone="danger" onSelect={() => onRemove(rule)}>
          <Trash2 aria-hidden />
          Delete
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
