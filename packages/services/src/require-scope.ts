import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Actor } from './context.ts';

const MEMBERS = [
  'api_keys:read',
  'api_keys:write',
  'requests:read',
  'requests:write',
  'requests:export',
  'prices:read',
  'prices:write',
  'ingestion:read',
  'rate_limits:read',
  'rate_limits:write',
  'channels:read',
  'channels:write',
  'alerts:read',
  'alerts:write',
] as const;
const EVERYTHING = [
  ...MEMBERS,
  'requests:delete',
  'ingestion:write',
  'cache:write',
  'organization:write',
] as const;

export type Scope = (typeof EVERYTHING)[number];

const scopesOfRole: Readonly<Record<string, readonly Scope[]>> = {
  owner: EVERYTHING,
  admin: EVERYTHING,
  member: MEMBERS,
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
