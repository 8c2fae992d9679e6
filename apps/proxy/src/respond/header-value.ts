/** As most providers write them, and in AWS's frames. */
const EVENT_STREAMS = ['text/event-stream', 'application/vnd.amazon.eventstream'];

/** Whether headers (name, value, …) announce a stream of events. */
export function isEventStream(headers: readonly string[]): boolean {
  const contentType = headerValue(headers, 'content-type')?.toLowerCase();
  return EVENT_STREAMS.some((type) => contentType?.startsWith(type) === true);
}

/** The first value of a header; null where it isn't there. `name` is in lower case. */
export function headerValue(headers: readonly string[], name: string): string | null {
  for (let i = 0; i < headers.length; i += 2) {
    const candidate = headers[i] ?? '';
    if (candidate.length === name.length && candidate.toLowerCase() === name) return headers[i + 1] ?? null;
  }
  return null;
}

/** All values of a header in their order. `name` is in lower case. */
export function headerValues(headers: readonly string[], name: string): string[] {
  const values: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const candidate = headers[i] ?? '';
    if (candidate.length === name.length && candidate.toLowerCase() === name)
      values.push(headers[i + 1] ?? '');
  }
  return values;
}

/** Whether the headers are those of an event stream that can be read as it passes: one that isn't compressed. */
export function isPlainStream(headers: readonly string[]): boolean {
  const encoding = headerValue(headers, 'content-encoding');
  return (encoding === null || encoding.toLowerCase() === 'identity') && isEventStream(headers);
}
