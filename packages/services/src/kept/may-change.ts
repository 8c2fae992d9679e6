import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Actor } from '../context.ts';

/** Its owner may, who manages the organization may, and an API key, which stands for all of it. */
export function mayChange(actor: Actor, { ownerId }: { ownerId: string | null }): boolean {
  if (actor.type === 'api_key' || actor.userId === ownerId) return true;
  return actor.role.split(',').some((role) => ['owner', 'admin'].includes(role.trim()));
}

/** Throws `forbidden` for those who may not change it. `noun` as in "this view". */
export function requireChangeable(actor: Actor, kept: { ownerId: string | null }, noun: string): void {
  if (mayChange(actor, kept)) return;
  throw new HeliographError(
    'forbidden',
    `Its owner, and owners and admins of the organization, may change this ${noun}. Keep a copy under a name of your own.`,
  );
}
