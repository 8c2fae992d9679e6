'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { api } from '../../client/api.ts';
import { createQueryClient } from '../../client/query-client.ts';
import { ToldProvider } from '../../components/told.tsx';
import type { Told } from '../../components/told-cookies.ts';
import type { Me } from './read-me.ts';
import { watchSessionEnd } from './watch-session-end.ts';

interface AppProvidersProps {
  me: Me;
  told: Told;
  children: ReactNode;
}

/** The query cache of the signed-in person, with `api.me` in it from the start, and what the server knew of the browser. */
export function AppProviders({ me, told, children }: AppProvidersProps) {
  const [queryClient] = useState(() => {
    const client = createQueryClient();
    client.setQueryData(api.me.queryKey(), me);
    return client;
  });
  useEffect(() => watchSessionEnd(queryClient), [queryClient]);
  return (
    <QueryClientProvider client={queryClient}>
      <ToldProvider told={told}>{children}</ToldProvider>
    </QueryClientProvider>
  );
}
