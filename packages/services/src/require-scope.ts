import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Actor } from './context.ts';

export type Scope = 'api_keys:read' | 'api_keys:write' | 'requests:read' | 'prices:read' | 'prices:write';

const EVERYTHING: readonly Scope[] = [
  'api_keys:read',
  'api_keys:write',
  'requests:read',
  'prices:read',
  'prices:write',
];

const scopesOfRole: Readonly<Record<string, readonly Scope[]>> = {
  owner: EVERYTHING,
  admin: EVERYTHING,
  member: EVERYTHING,
};

/** Throws HeliographError `forbidden` where the actor may not do this. The first line of every verb. */
export function requireScope(actor: Actor, scope: Scope): void {
  if (!scopesOf(actor).includes(scope)) {
    throw new HeliographError(
      'forbidden',
      `This needs the permission ${scope}. Ask an owner or admin of the organization for it.`,
    );
  }
}

function scopesOf(actor: Actor): readonly Scope[] {
  // A key stands for its whole organization; what it changes is in the audit trail under its id.
  if (actor.type === 'api_key') return EVERYTHING;
  // A person may hold several roles, separated by commas.
  return actor.role.split(',').flatMap((role) => scopesOfRole[role.trim()] ?? []);
}
