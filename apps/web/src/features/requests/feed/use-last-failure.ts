'use client';
import { useMemo, useState } from 'react';
import { type ApiFailure, describeApiError } from '../../../client/api-error.ts';

/**
 * Why a query failed, also while it is asked again (`pending`): without data a query forgets its error then, and the
 * page would change to and fro. `key` is the query's, the same array for as long as it is the same query.
 */
export function useLastFailure(
  key: readonly unknown[],
  error: Error | null,
  pending: boolean,
): ApiFailure | null {
  const [last, setLast] = useState<{ key: readonly unknown[]; error: Error } | null>(null);
  const kept = last !== null && last.key === key && pending ? last.error : null;
  const shown = error ?? kept;
  if (error !== null && (last?.error !== error || last.key !== key)) setLast({ key, error });
  return useMemo(() => (shown === null ? null : describeApiError(shown)), [shown]);
}
