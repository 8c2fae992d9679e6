'use client';
import { BellPlus, BellRing } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { toast } from 'sonner';
import type { AlertRule } from '@heliograph/contracts/alerts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { AlertHistory } from './alert-history.tsx';
import { AlertsSkeleton, AlertsTable } from './alerts-table.tsx';
import { formOfPreset, type Preset, presets } from './presets.ts';
import { Maintenance } from './maintenance.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { useAlertChanges, useAlerts } from './use-alerts.ts';
import { type AlertForm, emptyForm } from './alert-form.ts';

type Editing = { rule: AlertRule } | { form: AlertForm };

/** The rules and how they stand, what they said, and when they are quiet. */
export function AlertsPage() {
  const [editing, setEditing] = useState<Editing | null>(null);
  const [removing, setRemoving] = useState<AlertRule | null>(null);
  const [ruleId, setRuleId] = useQueryState('rule', parseAsString);
  const begin = (preset: Preset | null) =>
    setEditing({ form: preset === null ? emptyForm() : formOfPreset(preset) });
  return (
    <div className="mx-auto flex w-full max-w-280 flex-col gap-7 px-4 py-5 md:px-8 md:py-7">
      <PageHeader
        title="Alerts"
        description="Rules watch what is logged, minute by minute, and tell channels once when something is wrong and once when it is over."
        actions={
          <Button variant="primary" onClick={() => begin(null)}>
            <BellPlus aria-hidden />
            New alert
          </Button>
        }
      />
      <Rules
        onBegin={begin}
        onEdit={(rule) => setEditing({ rule })}
        onRemove={setRemoving}
        onHistory={(rule) => void setRuleId(rule.id)}
      />
      <AlertHistory ruleId={ruleId} onShowAll={() => void setRuleId(null)} />
      <Maintenance />
      {editing !== null && (
        <RuleEditor
          rule={'rule' in editing ? editing.rule : null}
          start={'form' in editing ? editing.form : null}
          onClose={() => setEditing(null)}
        />
      )}
      {removing !== null && <RemoveRule rule={removing} onClose={() => setRemoving(null)} />}
    </div>
  );
}

interface RulesProps {
  onBegin: (preset: Preset | null) => void;
  onEdit: (rule: AlertRule) => void;
  onRemove: (rule: AlertRule) => void;
  onHistory: (rule: AlertRule) => void;
}

function Rules({ onBegin, ...actions }: RulesProps) {
  const alerts = useAlerts();
  if (alerts.isPending) return <AlertsSkeleton />;
  if (alerts.data === undefined) {
    return (
      <ErrorState
        title="The alerts could not be loaded"
        message={describeApiError(alerts.error).message}
        onRetry={() => void alerts.refetch()}
        retrying={alerts.isFetching}
        className="rounded-lg border border-line"
      />
    );
  }
  if (alerts.data.items.length === 0) {
    return (
      <EmptyState
        icon={<BellRing aria-hidden />}
        title="No alerts yet"
        description="Begin with one of these; before you keep it, you see how often it would have fired in the last seven days."
        action={
          <span className="flex flex-wrap justify-center gap-2">
            {presets.map((preset) => (
              <Button key={preset.name} onClick={() => onBegin(preset)}>
                {preset.name} <span className="font-normal text-muted">{preset.hint}</span>
              </Button>
            ))}
          </span>
        }
        className="rounded-lg border border-dashed border-line"
      />
    );
  }
  return <AlertsTable alerts={alerts.data.items} {...actions} />;
}

function RemoveRule({ rule, onClose }: { rule: AlertRule; onClose: () => void }) {
  const { remove } = useAlertChanges();
  const finish = (): void => {
    toast.success(`The alert ${rule.name} is deleted`);
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && !remove.isPending && onClose()}
      title={`Delete the alert ${rule.name}?`}
      description="Its history goes with it; what fires ends. To keep both, switch it off instead."
      confirmLabel="Delete alert"
      onConfirm={() => remove.mutate({ id: rule.id }, { onSuccess: finish })}
      pending={remove.isPending}
      error={remove.isError ? describeApiError(remove.error).message : null}
    />
  );
}
