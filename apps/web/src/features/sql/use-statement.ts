'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SqlResult } from '@heliograph/contracts/sql';
import { apiClient } from '../../client/api.ts';
import { type ApiFailure, describeApiError } from '../../client/api-error.ts';

/** What became of the last statement that was run. */
export type StatementState =
  | { status: 'idle' }
  | { status: 'running'; sql: string; before: SqlResult | null }
  | { status: 'done'; sql: string; result: SqlResult }
  | { status: 'failed'; sql: string; failure: ApiFailure }
  | { status: 'cancelled'; sql: string };

/** Runs one statement at a time; a new one, cancelling, and leaving the page end the one that runs. */
export function useStatement(): {
  state: StatementState;
  run: (sql: string) => void;
  cancel: () => void;
} {
  const [state, setState] = useState<StatementState>({ status: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = useCallback((sql: string): void => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState((last) => ({ status: 'running', sql, before: last.status === 'done' ? last.result : null }));
    apiClient.sql.run({ sql }, { signal: controller.signal }).then(
      (result) => {
        if (!controller.signal.aborted) setState({ status: 'done', sql, result });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setState({ status: 'failed', sql, failure: describeApiError(error) });
      },
    );
  }, []);

  const cancel = useCallback((): void => {
    running.current?.abort();
    setState((last) => (last.status === 'running' ? { status: 'cancelled', sql: last.sql } : last));
  }, []);

  return { state, run, cancel };
}
