/** More tokens than any request can have. */
const MAX_COUNT = 1e9;
/** More audio than any upload holds: a month. */
const MAX_SECONDS = 31 * 86_400;

/** Reads counts out of a usage object and notes what is wrong with them; never throws. */
export class UsageCheck {
  readonly #flags = new Set<string>();

  /** A count as given; 0 where it is absent, and 0 with a flag where it is no possible number of tokens. */
  count(source: Record<string, unknown>, field: string): number {
    const value = source[field];
    if (value === undefined || value === null) return 0;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_COUNT)
      return value;
    this.flag(`usage_invalid:${field}`);
    return 0;
  }

  /** A duration in seconds, a number or (as some send it) the same as text, as whole milliseconds. */
  milliseconds(source: Record<string, unknown>, field: string): number {
    const value = source[field];
    if (value === undefined || value === null) return 0;
    const seconds = typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
    if (typeof seconds === 'number' && seconds >= 0 && seconds <= MAX_SECONDS)
      return Math.round(seconds * 1000);
    this.flag(`usage_invalid:${field}`);
    return 0;
  }

  /** What is left of a count without its parts; 0 with a flag where the parts are more than the whole. */
  remainder(whole: number, ...parts: number[]): number {
    const rest = parts.reduce((left, part) => left - part, whole);
    if (rest >= 0) return rest;
    this.flag('usage_inconsistent');
    return 0;
  }

  flag(flag: string): void {
    this.#flags.add(flag);
  }

  get flags(): string[] {
    return [...this.#flags];
  }
}
