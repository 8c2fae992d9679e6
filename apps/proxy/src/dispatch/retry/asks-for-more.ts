import type { ControlHeaders } from '@heliograph/headers/header-table';

/** Whether a request wants more than one call. */
export function asksForMore({ retryEnabled, fallbacks }: ControlHeaders): boolean {
  return retryEnabled || fallbacks.length > 0;
}
