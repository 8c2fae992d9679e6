'use client';
import { useQuery } from '@tanstack/react-query';
import { Gauge, Plus } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import type { RateLimitRule } from '@heliograph/contracts/rate-limits';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { LimitedRequests } from './limited-requests.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { RulesSkeleton, RulesTable } from './rules-table.tsx';
import { useRateLimitChanges } from './use-rate-limits.ts';

/** The organization's rules, and what limits of every kind refused. */
export function RateLimitsPage() {
  const [editing, setEditing] = useState<RateLimitRule | 'new' | null>(null);
  const [removing, setRemoving] = useState<RateLimitRule | null>(null);
  return (
    <div className="mx-auto flex w-full max-w-240 flex-col gap-7 px-4 py-5 md:px-8 md:py-7">
      <PageHeader
        title="Rate limits"
        description="Rules hold for every request of the organization, beside what a request’s own Helicone-RateLimit-Policy and its API key say."
        actions={
          <Button variant="primary" onClick={() => setEditing('new')}>
            <Plus aria-hidden />
            Add rule
          </Button>
        }
      />
      <Rules onEdit={setEditing} onRemove={setRemoving} />
      <LimitedRequests />
      {editing !== null && (
        <RuleDialog rule={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
      {removing !== null && <RemoveRule rule={removing} onClose={() => setRemoving(null)} />}
    </div>
  );
}

function Rules({
  onEdit,
  onRemove,
}: {
  onEdit: (rule: RateLimitRule) => void;
  onRemove: (rule: RateLimitRule) => void;
}) {
  const rules = useQuery(api.rateLimits.list.queryOptions());
  const { update } = useRateLimitChanges();
  if (rules.isPending) return <RulesSkeleton />;
  if (rules.data === undefined) {
    return (
      <ErrorState
        title="The rules could not be loaded"
        message={describeApiError(rules.error).message}
        onRetry={() => void rules.refetch()}
        retrying={rules.isFetching}
        className="rounded-lg border border-line"
      />
    );
  }
  if (rules.data.items.length === 0) {
    return (
      <EmptyState
        icon={<Gauge aria-hidden />}
        title="No rules yet"
        description="Add one to bound requests, tokens or cost: in total, for each user, or for each value of a property."
        className="rounded-lg border border-dashed border-line"
      />
    );
  }
  return (
    <RulesTable
      rules={rules.data.items}
      switching={update.isPending ? update.variables.id : null}
      onEdit={onEdit}
      onRemove={onRemove}
      onSwitch={({ id, enabled }) =>
        update.mutate(
          { id, enabled: !enabled },
          { onError: (error) => toast.error(describeApiError(error).message) },
        )
      }
    />
  );
}

function RemoveRule({ rule, onClose }: { rule: RateLimitRule; onClose: () => void }) {
  const { remove } = useRateLimitChanges();
  const finish = (): void => {
    toast.success(`The rule ${rule.name} is deleted`);
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && !remove.isPending && onClose()}
      title={`Delete the rule ${rule.name}?`}
      description="Requests are no longer held to it, within a second. To keep it for later, switch it off instead."
      confirmLabel="Delete rule"
      onConfirm={() => remove.mutate({ id: rule.id }, { onSuccess: finish })}
      pending={remove.isPending}
      error={remove.isError ? describeApiError(remove.error).message : null}
    />
  );
}
