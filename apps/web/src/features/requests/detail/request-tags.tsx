'use client';
import type { RequestDetail } from '@heliograph/contracts/request';
import type { FilterEntry } from '../filters/filter-parts.ts';

interface Tag {
  label: string;
  value: string;
  /** The filter it becomes by a press; null where it can't. */
  entry: FilterEntry | null;
}

/** What the caller said of the request; a press shows the requests that share it. */
export function RequestTags({
  detail,
  onFilter,
}: {
  detail: RequestDetail;
  onFilter: (entry: FilterEntry) => void;
}) {
  const tags = listTags(detail);
  if (tags.length === 0) return null;
  return (
    <ul aria-label="Tags" className="mx-4 mt-3 flex flex-wrap gap-1.5">
      {tags.map(({ label, value, entry }) => {
        const content = (
          <>
            <span className="shrink-0 text-muted">{label}</span>
            <span className="truncate font-medium text-ink">{value}</span>
          </>
        );
        const styles =
          'flex h-6 max-w-80 items-center gap-1.5 rounded-md border border-line px-2 text-xs pointer-coarse:h-8';
        return (
          <li key={`${label} ${value}`} className="max-w-full">
            {entry === null ? (
              <span className={styles}>{content}</span>
            ) : (
              <button
                type="button"
                title="Filter by this value"
                className={`${styles} bg-raised hover:bg-hover`}
                onClick={() => onFilter(entry)}
              >
                <span className="sr-only">Filter by </span>
                {content}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Digits of a fingerprint that are enough to tell a handful of keys apart. */
const SHOWN_DIGITS = 8;

function listTags(detail: RequestDetail): Tag[] {
  const { userId, sessionId, sessionName, sessionPath, properties, providerKeyFingerprint: key } = detail;
  const tag = (label: string, value: string | null, entry: FilterEntry | null): Tag[] =>
    value === null ? [] : [{ label, value, entry }];
  return [
    ...tag('User', userId, userId === null ? null : { field: 'userId', value: userId }),
    ...tag('Session', sessionId, sessionId === null ? null : { field: 'sessionId', value: sessionId }),
    ...tag('Session name', sessionName, null),
    ...tag('Path', sessionPath, null),
    ...tag(
      'Provider key',
      key?.slice(0, SHOWN_DIGITS) ?? null,
      key === null ? null : { field: 'providerKeyFingerprint', value: key },
    ),
    ...Object.entries(properties).flatMap(([name, value]) =>
      tag(name, value, { field: `property.${name}`, value }),
    ),
  ];
}
