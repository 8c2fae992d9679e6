import type { ServerResponse } from 'node:http';

/** Calls `leave` when the caller's connection closes before the answer was ended; at once where it already has. */
export function whenCallerLeaves(res: ServerResponse, leave: () => void): void {
  if (res.destroyed) return leave();
  res.once('close', () => {
    if (!res.writableFinished) leave();
  });
}
