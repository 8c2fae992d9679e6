import { splitFilter } from '@heliograph/contracts/filter-text/parse-filter';
import { FileSearch, Layers, ListFilter, User } from 'lucide-react';
import { addEntry } from '../requests/filters/filter-parts.ts';
import type { PaletteCommand } from './palette-command.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What can be searched for with the text itself: a request by its id, requests by a filter, by user, by session. */
export function searchCommands(text: string, go: (path: string) => void): PaletteCommand[] {
  const wanted = text.trim();
  if (wanted === '') return [];
  const command = (
    id: string,
    label: string,
    icon: PaletteCommand['icon'],
    query: Record<string, string>,
  ) => ({
    id: `search.${id}`,
    group: 'Search' as const,
    label,
    icon,
    run: () => go(`/requests?${new URLSearchParams(query)}`),
  });
  if (UUID.test(wanted)) return [command('id', `Request ${wanted}`, FileSearch, { request: wanted })];
  const split = splitFilter(wanted);
  return [
    ...(split.ok ? [command('filter', `Requests that match ${wanted}`, ListFilter, { q: wanted })] : []),
    command('user', `Requests of user ${wanted}`, User, {
      q: addEntry('', { field: 'userId', value: wanted }),
    }),
    command('session', `Requests of session ${wanted}`, Layers, {
      q: addEntry('', { field: 'sessionId', value: wanted }),
    }),
  ];
}
