'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../client/api.ts';

/** Adds a price or puts it in the place of another; the book is then read anew. */
export function useAddPrice() {
  const queryClient = useQueryClient();
  return useMutation(
    api.prices.add.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.prices.list.key() }),
    }),
  );
}

/** Takes a price out of the book. */
export function useRemovePrice() {
  const queryClient = useQueryClient();
  return useMutation(
    api.prices.remove.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.prices.list.key() }),
    }),
  );
}

/** Orders a recalculation, or ends one. */
export function useStartRepricing() {
  const queryClient = useQueryClient();
  return useMutation(
    api.repricings.start.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.repricings.list.key() }),
    }),
  );
}

export function useCancelRepricing() {
  const queryClient = useQueryClient();
  return useMutation(
    api.repricings.cancel.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.repricings.list.key() }),
    }),
  );
}
