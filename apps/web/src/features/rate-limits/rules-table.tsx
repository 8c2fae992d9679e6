'use client';
import type { RateLimitRule } from '@heliograph/contracts/rate-limits';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Table, type TableColumn, TableRow } from '../../components/table.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { describeQuota, describeSegment } from './describe-limit.ts';

const CAPTION = 'Rate limit rules';
const columns: readonly TableColumn[] = [
  { label: 'Rule' },
  { label: 'Counted for', from: 'md' },
  { label: 'Only for', from: 'md' },
  { label: 'State' },
  { label: 'Actions', unseen: true },
];

interface RulesTableProps {
  rules: readonly RateLimitRule[];
  /** The rule that is being switched. */
  switching: string | null;
  onEdit: (rule: RateLimitRule) => void;
  onSwitch: (rule: RateLimitRule) => void;
  onRemove: (rule: RateLimitRule) => void;
}

export function RulesTable({ rules, switching, onEdit, onSwitch, onRemove }: RulesTableProps) {
  return (
    <Table caption={CAPTION} columns={columns}>
      {rules.map((rule) => (
        <TableRow key={rule.id} className="align-middle">
          <td className="py-2 pr-3 pl-4">
            <span className="font-medium wrap-anywhere">{rule.name}</span>
            <span className="block text-xs text-muted tabular-nums">{describeQuota(rule)}</span>
            <span className="block text-xs text-muted md:hidden">
              {describeSegment(rule.segment)}
              {describeFilter(rule) !== null && `; ${describeFilter(rule)}`}
            </span>
          </td>
          <td className="hidden px-3 text-muted md:table-cell">{describeSegment(rule.segment)}</td>
          <td className="hidden max-w-60 px-3 wrap-anywhere text-muted md:table-cell">
            {describeFilter(rule) ?? <span className="text-faint">Everything</span>}
          </td>
          <td className="px-3">
            <Badge tone={rule.enabled ? 'success' : 'neutral'}>{rule.enabled ? 'On' : 'Off'}</Badge>
          </td>
          <td className="py-1.5 pr-2 pl-1">
            <div className="flex flex-wrap justify-end gap-1">
              <Button
                variant="ghost"
                size="sm"
                pending={switching === rule.id}
                aria-label={`Switch ${rule.enabled ? 'off' : 'on'} ${rule.name}`}
                onClick={() => onSwitch(rule)}
              >
                {rule.enabled ? 'Switch off' : 'Switch on'}
              </Button>
              <Button variant="ghost" size="sm" aria-label={`Edit ${rule.name}`} onClick={() => onEdit(rule)}>
                Edit
              </Button>
              <Button
                variant="quiet-danger"
                size="sm"
                aria-label={`Delete ${rule.name}`}
                onClick={() => onRemove(rule)}
              >
                Delete
              </Button>
            </div>
          </td>
        </TableRow>
      ))}
    </Table>
  );
}

function describeFilter({ model, property }: RateLimitRule): string | null {
  const parts = [
    ...(model === null ? [] : [model]),
    ...(property === null ? [] : [`${property.name} = ${property.value}`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

export function RulesSkeleton() {
  return (
    <TableSkeleton
      label="Loading the rules"
      caption={CAPTION}
      columns={columns}
      rowHeight="h-13"
      first={['w-32', 'w-24']}
      others={['w-28', 'w-20', 'w-8']}
    />
  );
}
