import { vi } from 'vitest';

/** Waits until a check passes; patient, because a busy machine is no failure. */
export function eventually<T>(
  check: () => T | Promise<T>,
  options: { timeout?: number; interval?: number } = {},
): Promise<T> {
  return vi.waitFor(check, { timeout: 15_000, interval: 20, ...options });
}
