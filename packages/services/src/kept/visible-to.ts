import type { Actor } from '../context.ts';

/** Which of the things that people keep the actor sees: what is shared in the organization, and a person's own. */
export function visibleTo(actor: Actor) {
  return {
    organizationId: actor.organizationId,
    OR: [{ shared: true }, ...(actor.type === 'user' ? [{ ownerId: actor.userId }] : [])],
  };
}
