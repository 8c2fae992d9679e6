import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Actor } from '../context.ts';

/** Throws `invalid_request` where nobody would see what is made: a key's own. `noun` as in "this view". */
export function requireViewerOfNew(actor: Actor, noun: string, { shared }: { shared: boolean }): void {
  if (actor.type !== 'api_key' || shared) return;
  throw new HeliographError(
    'invalid_request',
    `An API key stands for no person, so nobody would see this ${noun}: send "shared": true.`,
  );
}

/** Throws `invalid_request` where nobody would see it any more: what has no owner. */
export function requireViewerOfChanged(
  { ownerId }: { ownerId: string | null },
  noun: string,
  { shared }: { shared: boolean | undefined },
): void {
  if (shared !== false || ownerId !== null) return;
  throw new HeliographError(
    'invalid_request',
    `This ${noun} belongs to nobody: it stays shared, or delete it.`,
  );
}
