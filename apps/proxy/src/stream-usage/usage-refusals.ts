/** Which servers refused to be asked for usage, so that they are asked once and not with every call. */
export interface UsageRefusals {
  has(origin: string): boolean;
  add(origin: string): void;
}

/** Remembers at most `max` origins; the one that refused first goes. */
export function createUsageRefusals(max: number): UsageRefusals {
  const origins = new Set<string>();
  return {
    has: (origin) => origins.has(origin),
    add(origin) {
      if (origins.size >= max) {
        const [first] = origins;
        if (first !== undefined) origins.delete(first);
      }
      origins.add(origin);
    },
  };
}
