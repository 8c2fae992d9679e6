/** What a provider said of one of its limits with its answer. */
export interface ProviderLimit {
  /** What it counts: `requests`, `tokens`, … */
  of: string;
  limit: string | null;
  remaining: string | null;
  /** When it is whole again, in the provider's own words: a duration or a moment. */
  reset: string | null;
}

// https://platform.openai.com/docs/guides/rate-limits and, of the same form, most compatible providers;
// https://docs.claude.com/en/api/rate-limits
const OPENAI = /^x-ratelimit-(limit|remaining|reset)-([a-z0-9_-]+)$/;
const ANTHROPIC = /^anthropic-ratelimit-([a-z0-9-]+)-(limit|remaining|reset)$/;
const PLAIN = /^x-ratelimit-(limit|remaining|reset)$/;

/** The provider's limits as the headers of its answer tell them, by what they count; none where it tells of none. */
export function readProviderLimits(headers: Readonly<Record<string, string>>): ProviderLimit[] {
  const limits = new Map<string, ProviderLimit>();
  for (const [name, value] of Object.entries(headers)) {
    const found = readName(name.toLowerCase());
    if (found === null) continue;
    const { of, field } = found;
    const limit = limits.get(of) ?? { of, limit: null, remaining: null, reset: null };
    limits.set(of, { ...limit, [field]: value });
  }
  return [...limits.values()].filter(({ limit, remaining }) => limit !== null || remaining !== null);
}

type Field = 'limit' | 'remaining' | 'reset';

function readName(name: string): { of: string; field: Field } | null {
  const openai = OPENAI.exec(name);
  if (openai?.[1] !== undefined && openai[2] !== undefined)
    return { of: openai[2].replaceAll(/[-_]/g, ' '), field: openai[1] as Field };
  const anthropic = ANTHROPIC.exec(name);
  if (anthropic?.[1] !== undefined && anthropic[2] !== undefined)
    return { of: anthropic[1].replaceAll('-', ' '), field: anthropic[2] as Field };
  const plain = PLAIN.exec(name);
  return plain?.[1] === undefined ? null : { of: 'requests', field: plain[1] as Field };
}
