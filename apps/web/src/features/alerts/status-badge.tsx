import { Badge, type BadgeTone } from '../../components/badge.tsx';
import type { AlertStatus } from '@heliograph/contracts/alerts';
import type { AlertSeverity } from '@heliograph/contracts/notification';

const looks: Readonly<Record<AlertStatus, { label: string; tone: BadgeTone }>> = {
  ok: { label: 'OK', tone: 'success' },
  pending: { label: 'Pending', tone: 'warning' },
  firing: { label: 'Firing', tone: 'danger' },
  no_data: { label: 'No data', tone: 'neutral' },
  error: { label: 'Error', tone: 'danger' },
};

/** How a rule or a group of it stands. A rule that was never evaluated waits. */
export function StatusBadge({
  status,
  enabled = true,
  evaluated = true,
}: {
  status: AlertStatus;
  enabled?: boolean;
  evaluated?: boolean;
}) {
  if (!enabled) return <Badge>Off</Badge>;
  if (!evaluated) return <Badge>Waiting</Badge>;
  const { label, tone } = looks[status];
  return <Badge tone={tone}>{label}</Badge>;
}

const severities: Readonly<Record<AlertSeverity, { label: string; tone: BadgeTone }>> = {
  critical: { label: 'Critical', tone: 'danger' },
  warning: { label: 'Warning', tone: 'warning' },
  info: { label: 'Info', tone: 'info' },
};

export function SeverityBadge({ severity }: { severity: AlertSeverity }) {
  const { label, tone } = severities[severity];
  return <Badge tone={tone}>{label}</Badge>;
}
