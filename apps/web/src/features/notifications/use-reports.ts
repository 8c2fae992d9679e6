'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../client/api.ts';

/** Creating, changing and deleting reports; the list is then read anew. */
export function useReportChanges() {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: api.reports.list.key() });
  return {
    create: useMutation(api.reports.create.mutationOptions({ onSuccess })),
    update: useMutation(api.reports.update.mutationOptions({ onSuccess })),
    remove: useMutation(api.reports.remove.mutationOptions({ onSuccess })),
  };
}
