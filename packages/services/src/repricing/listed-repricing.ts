import { z } from 'zod';

export const repricingStatusSchema = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);
type RepricingStatus = z.infer<typeof repricingStatusSchema>;

export interface ListedRepricing {
  id: string;
  provider: string | null;
  model: string | null;
  rangeFrom: Date;
  rangeTo: Date;
  status: RepricingStatus;
  requests: number;
  examined: number;
  changed: number;
  error: string | null;
  createdBy: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

export const withCreator = { creator: { select: { name: true } } } as const;

/** A row as it is shown. */
export function listed(
  row: Omit<ListedRepricing, 'status' | 'createdBy'> & { status: string; creator: { name: string } | null },
): ListedRepricing {
  return {
    id: row.id,
    provider: row.provider,
    model: row.model,
    rangeFrom: row.rangeFrom,
    rangeTo: row.rangeTo,
    status: repricingStatusSchema.parse(row.status),
    requests: row.requests,
    examined: row.examined,
    changed: row.changed,
    error: row.error,
    createdBy: row.creator?.name ?? null,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
  };
}
