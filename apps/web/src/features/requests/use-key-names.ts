'use client';
import { useQuery } from '@tanstack/react-query';
import type { ApiKey } from '@heliograph/contracts/api-schemas';
import { api } from '../../client/api.ts';

const NONE: ReadonlyMap<string, string> = new Map();
const namesOf = ({ items }: { items: ApiKey[] }) => new Map(items.map(({ id, name }) => [id, name]));

/** Names of the organization's API keys by their ids; empty until they have come. */
export function useKeyNames(): ReadonlyMap<string, string> {
  const { data } = useQuery(api.keys.list.queryOptions({ staleTime: 60_000, select: namesOf }));
  return data ?? NONE;
}
