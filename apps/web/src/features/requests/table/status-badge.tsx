import type { Request } from '@heliograph/contracts/request';
import { Badge } from '../../../components/badge.tsx';
import { describeStatus } from './describe-status.ts';

export function StatusBadge({ request }: { request: Pick<Request, 'status' | 'outcome' | 'errorCode'> }) {
  const { label, tone, meaning } = describeStatus(request);
  return (
    <Badge tone={tone} title={meaning}>
      {label}
    </Badge>
  );
}
