'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../client/api.ts';
import { useMe } from '../shell/use-me.ts';

/** Creates a key; the list has it at once, without the key itself. */
export function useCreateKey() {
  const queryClient = useQueryClient();
  const creator = useMe()?.user?.name ?? null;
  return useMutation(
    api.keys.create.mutationOptions({
      onSuccess: ({ key: _secret, ...created }) => {
        queryClient.setQueryData(
          api.keys.list.queryKey(),
          (list) =>
            list && {
              items: [
                {
                  ...created,
                  createdBy: creator,
                  lastUsedAt: null,
                  expiresAt: null,
                  limits: [],
                  budget: null,
                },
                ...list.items,
              ],
            },
        );
        void queryClient.invalidateQueries({ queryKey: api.keys.list.key() });
      },
    }),
  );
}
