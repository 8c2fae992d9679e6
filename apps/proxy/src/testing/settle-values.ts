/** Ids of the fake provider: a prefix and 24 hexadecimal digits, of which the last eight count. */
const FAKE_ID = /\b([a-z]+[-_](?:01)?1?)([0-9a-f]{16}[0-9a-f]{8})\b/g;
/** What the fake takes from the clock. */
const CREATED = /"(created|created_at)":(1[789]\d{8})\b/g;
/** Undici makes one up for each form. */
const BOUNDARY = /-{4}formdata-[a-z]+-\d+/g;
/** Each side is called at a port of its own. */
const ORIGIN = /http:\/\/127\.0\.0\.1:\d+/g;
/** Compared on the wire, where nothing has sorted or joined them. */
const HEADERS = new Set(['headers', 'responseHeaders']);

/**
 * Replaces what differs from call to call by names: ids by their prefix and when they were first seen, so that the
 * same id keeps being the same; seconds of the clock; boundaries of forms. One settler per side of a comparison.
 */
export function createSettler(): { text(text: string): string; value(value: unknown): unknown } {
  const ids = new Map<string, number>();
  const text = (raw: string): string =>
    raw
      .replace(FAKE_ID, (id, prefix: string) => {
        const number = ids.get(id) ?? ids.size + 1;
        ids.set(id, number);
        return `${prefix}#${number}`;
      })
      .replace(CREATED, '"$1":"now"')
      .replace(BOUNDARY, 'boundary')
      .replace(ORIGIN, 'origin');
  const value = (raw: unknown): unknown => JSON.parse(text(JSON.stringify(plain(raw)) ?? 'null'));
  return { text, value };
}

/** What a client of an SDK sees, as JSON can hold it. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return recent(value) ? 'now' : value.toISOString();
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
  if (value instanceof ArrayBuffer) return { bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key]) => !HEADERS.has(key))
    .map(([key, item]) => [key, plain(item)]);
  const own = Object.fromEntries(entries) as Record<string, unknown>;
  return value instanceof Error ? { ...own, name: value.constructor.name, message: value.message } : own;
}

function recent(date: Date): boolean {
  return Math.abs(date.getTime() - Date.now()) < 3_600_000;
}
