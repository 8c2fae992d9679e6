'use client';
import { useQuery } from '@tanstack/react-query';
import { ArrowUpRight, Pencil, Plus } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import type { FilterField } from '@heliograph/contracts/filter';
import type { RequestDetail } from '@heliograph/contracts/request';
import { api } from '../../../client/api.ts';
import { Button } from '../../../components/button.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { sessionUrl, userUrl } from '../../explore/links.ts';
import { EntriesDialog } from '../changes/entries-dialog.tsx';
import { readProperty } from '../changes/read-entries.ts';
import type { RequestChanges } from '../changes/use-request-changes.ts';
import type { FilterEntry } from '../filters/filter-parts.ts';

interface Tag {
  label: string;
  value: string;
  /** The filter it becomes by a press; null where it can't. */
  entry: FilterEntry | null;
  /** Its own page; null where it has none. */
  page: string | null;
}

interface RequestTagsProps {
  detail: RequestDetail;
  changes: RequestChanges;
  onFilter: (entry: FilterEntry) => void;
}

/** What the caller said of the request; a press shows the requests that share it. Properties can be changed. */
export function RequestTags({ detail, changes, onFilter }: RequestTagsProps) {
  const [editing, setEditing] = useState(false);
  const keyName = useKeyName(detail.apiKeyId);
  const hasProperties = Object.keys(detail.properties).length > 0;
  return (
    <section aria-label="Tags and properties" className="mx-4 mt-3 flex flex-wrap items-center gap-1.5">
      <ul aria-label="Tags" className="contents">
        {listTags(detail, keyName).map((tag) => (
          <li key={`${tag.label} ${tag.value}`} className="max-w-full">
            <TagChip tag={tag} onFilter={onFilter} />
          </li>
        ))}
      </ul>
      {hasProperties ? (
        <IconButton
          label="Edit properties"
          icon={<Pencil aria-hidden />}
          className="h-6 [&_svg]:size-3.5"
          onClick={() => setEditing(true)}
        />
      ) : (
        <Button size="sm" variant="ghost" className="h-6" onClick={() => setEditing(true)}>
          <Plus aria-hidden />
          Add property
        </Button>
      )}
      {editing && (
        <EntriesDialog
          title="Properties"
          description="What the request is filtered and grouped by. Names compare without case."
          noun="property"
          entries={detail.properties}
          read={readProperty}
          ignoreCase
          onSave={changes.setProperties}
          onClose={() => setEditing(false)}
        />
      )}
    </section>
  );
}

function TagChip({
  tag: { label, value, entry, page },
  onFilter,
}: { tag: Tag } & Pick<RequestTagsProps, 'onFilter'>) {
  const content = (
    <>
      <span className="shrink-0 text-muted">{label}</span>
      <span className="truncate font-medium text-ink">{value}</span>
    </>
  );
  return (
    <span className="flex h-6 max-w-80 items-stretch overflow-hidden rounded-md border border-line text-xs pointer-coarse:h-8">
      {entry === null ? (
        <span className="flex min-w-0 items-center gap-1.5 px-2">{content}</span>
      ) : (
        <button
          type="button"
          title="Filter by this value"
          className="flex min-w-0 items-center gap-1.5 bg-raised px-2 hover:bg-hover focus-visible:-outline-offset-2"
          onClick={() => onFilter(entry)}
        >
          <span className="sr-only">Filter by </span>
          {content}
        </button>
      )}
      {page !== null && (
        <Link
          href={page}
          title={`Open the ${label.toLowerCase()}’s page`}
          aria-label={`Open the page of ${label.toLowerCase()} ${value}`}
          className="flex shrink-0 items-center border-l border-line bg-raised px-1 text-muted hover:bg-hover hover:text-ink focus-visible:-outline-offset-2"
        >
          <ArrowUpRight aria-hidden className="size-3.5" />
        </Link>
      )}
    </span>
  );
}

/** The name of the key that the request came with; null where that can't be told. */
function useKeyName(apiKeyId: string): string | null {
  const keys = useQuery(api.keys.list.queryOptions({ staleTime: 60_000 }));
  // In its place from the beginning, so that what stands behind it doesn't jump.
  if (keys.isPending) return '…';
  if (keys.data === undefined) return null;
  return keys.data.items.find(({ id }) => id === apiKeyId)?.name ?? 'revoked';
}

/** Digits of a fingerprint that are enough to tell a handful of keys apart. */
const SHOWN_DIGITS = 8;

function promptTags(detail: RequestDetail): [label: string, field: FilterField, value: string][] {
  const { promptId, promptVersion, promptEnvironment, country } = detail;
  const all = [
    ['Prompt', 'promptId', promptId],
    ['Prompt version', 'promptVersion', promptVersion],
    ['Prompt environment', 'promptEnvironment', promptEnvironment],
    ['Country', 'country', country],
  ] as const;
  return all.flatMap(([label, field, value]) => (value === null ? [] : [[label, field, value]]));
}

function listTags(detail: RequestDetail, keyName: string | null): Tag[] {
  const { userId, sessionId, sessionName, sessionPath, properties, providerKeyFingerprint: key } = detail;
  const tag = (
    label: string,
    value: string | null,
    entry: FilterEntry | null = null,
    page: string | null = null,
  ): Tag[] => (value === null ? [] : [{ label, value, entry, page }]);
  return [
    ...(userId === null ? [] : tag('User', userId, { field: 'userId', value: userId }, userUrl(userId))),
    ...(sessionId === null
      ? []
      : tag('Session', sessionId, { field: 'sessionId', value: sessionId }, sessionUrl(sessionId))),
    ...promptTags(detail).flatMap(([label, field, value]) => tag(label, value, { field, value })),
    ...tag('Session name', sessionName),
    ...tag('Path', sessionPath),
    ...tag('API key', keyName),
    ...(key === null
      ? []
      : tag('Provider key', key.slice(0, SHOWN_DIGITS), { field: 'providerKeyFingerprint', value: key })),
    ...Object.entries(properties).flatMap(([name, value]) =>
      tag(name, value, { field: `property.${name}`, value }),
    ),
  ];
}
