/** Takes out of a chat stream what is there only because we asked for usage. */
export interface UsageFilter {
  /** What of this piece goes to the client now: whole events, null where there are none yet. */
  pass(chunk: Buffer): Buffer | null;
  /** What is left at the end. */
  rest(): Buffer | null;
}

const USAGE = Buffer.from('"usage"');
const LF_LF = Buffer.from('\n\n');
const CRLF_CRLF = Buffer.from('\r\n\r\n');
/** An event that grows beyond this is no usage: from then on all is passed as it comes. */
const MAX_HELD_BYTES = 256 * 1024;
/** In valid JSON a quote within a text is escaped, so these can only be keys. */
const NO_CHOICES = /"choices"\s*:\s*\[\s*\]/;
const FILLED_USAGE = /"usage"\s*:\s*\{/;
const EMPTY_USAGE = /,\s*"usage"\s*:\s*null|"usage"\s*:\s*null\s*,\s*/;

/**
 * Withholds the chunk with the usage and no choices, and the `usage: null` of the others.
 * An event that is cut between two pieces waits for its end: before that no client can make anything of it.
 */
export function withholdUsage(): UsageFilter {
  let held: Buffer | null = null;
  let open = false;
  return {
    pass(chunk) {
      if (open) return chunk;
      const data: Buffer = held === null ? chunk : Buffer.concat([held, chunk]);
      const end = endOfEvents(data);
      if (data.length - end > MAX_HELD_BYTES) {
        open = true;
        held = null;
        return data;
      }
      held = end === data.length ? null : data.subarray(end);
      return end === 0 ? null : filter(data.subarray(0, end));
    },
    rest() {
      const last = held;
      held = null;
      return last === null ? null : filter(last);
    },
  };
}

/** Behind the last blank line; 0 where there is none. */
function endOfEvents(data: Buffer): number {
  const lf = data.lastIndexOf(LF_LF);
  const crlf = data.lastIndexOf(CRLF_CRLF);
  return Math.max(lf === -1 ? 0 : lf + 2, crlf === -1 ? 0 : crlf + 4);
}

function filter(events: Buffer): Buffer | null {
  if (!events.includes(USAGE)) return events;
  const kept = events
    .toString('latin1')
    .split(/(?<=\n\r?\n)/)
    .map((event) =>
      NO_CHOICES.test(event) && FILLED_USAGE.test(event) ? '' : event.replace(EMPTY_USAGE, ''),
    )
    .join('');
  return kept === '' ? null : Buffer.from(kept, 'latin1');
}
