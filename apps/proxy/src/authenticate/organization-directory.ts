import type { OrganizationFacts } from './authenticate.ts';

/** What holds for all requests of an organization, in memory. */
export interface OrganizationDirectory {
  /** The facts, read anew where they may be stale; those known before where that fails. Rejects where there are none. */
  load(organizationId: string): Promise<OrganizationFacts>;
  /** Something has changed: facts that are known are read anew in the background, and stand until then. */
  refresh(organizationId: string): void;
  /** Changes may have been missed. */
  refreshAll(): void;
}

interface Entry {
  /** Handed out; refilled where something changes, so that whoever holds it knows at once. */
  facts: OrganizationFacts;
  at: number;
}

const FRESH_MS = 1_000;
const MAX_ORGANIZATIONS = 20_000;

/** `read` asks the database; the facts that are given out are kept up to date in place. */
export function createOrganizationDirectory(
  read: (organizationId: string) => Promise<OrganizationFacts>,
  now: () => number,
): OrganizationDirectory {
  const entries = new Map<string, Entry>();
  const running = new Map<string, Promise<void>>();
  /** Organizations that changed while they were being read. */
  const overtaken = new Set<string>();

  async function update(id: string): Promise<void> {
    do {
      overtaken.delete(id);
      const facts = await read(id);
      const known = entries.get(id);
      if (known !== undefined) {
        Object.assign(known.facts, facts);
        known.at = now();
        continue;
      }
      const [oldest] = entries.keys();
      if (entries.size >= MAX_ORGANIZATIONS && oldest !== undefined) entries.delete(oldest);
      entries.set(id, { facts, at: now() });
    } while (overtaken.has(id));
  }

  function ask(id: string): Promise<void> {
    let asked = running.get(id);
    if (asked === undefined) {
      asked = update(id).finally(() => running.delete(id));
      running.set(id, asked);
    }
    return asked;
  }

  const refresh = (id: string): void => {
    if (running.has(id)) overtaken.add(id);
    // Where it fails, the next look-up of one of its keys tries again.
    else if (entries.has(id)) void ask(id).catch(() => undefined);
  };

  return {
    async load(id) {
      const known = entries.get(id);
      if (known !== undefined && now() - known.at < FRESH_MS) return known.facts;
      await ask(id).catch((error: unknown) => {
        if (!entries.has(id)) throw error;
      });
      const entry = entries.get(id);
      if (entry === undefined) throw new Error('The organization was forgotten while it was read');
      return entry.facts;
    },
    refresh,
    refreshAll: () => [...entries.keys()].forEach(refresh),
  };
}
