'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { api } from '../../client/api.ts';
import { createQueryClient } from '../../client/query-client.ts';
import type { Me } from './read-me.ts';
import { watchSessionEnd } from './watch-session-end.ts';

/** The query cache of the signed-in person; `api.me` is in it from the start. */
export function AppProviders({ me, children }: { me: Me; children: ReactNode }) {
  const [queryClient] = useState(() => {
    const client = createQueryClient();
    client.setQueryData(api.me.queryKey(), me);
    return client;
  });
  useEffect(() => watchSessionEnd(queryClient), [queryClient]);
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}
