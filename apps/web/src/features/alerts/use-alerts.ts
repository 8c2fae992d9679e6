'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../client/api.ts';

/** How often states are read anew, ms. */
const REFRESH_MS = 10_000;
/** How often one looks whether anything fires, on every page, ms. */
const WATCH_MS = 20_000;

export function useAlerts() {
  return useQuery(api.alerts.list.queryOptions({ refetchInterval: REFRESH_MS }));
}

export function useFiring() {
  return useQuery(api.alerts.firing.queryOptions({ refetchInterval: WATCH_MS }));
}

export function useMaintenance() {
  return useQuery(api.alerts.maintenance.list.queryOptions({ refetchInterval: REFRESH_MS }));
}

/** What can be done to rules and what fires; everything about alerts is then read anew. */
export function useAlertChanges() {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: api.alerts.key() });
  return {
    create: useMutation(api.alerts.create.mutationOptions({ onSuccess })),
    replace: useMutation(api.alerts.replace.mutationOptions({ onSuccess })),
    enable: useMutation(api.alerts.enable.mutationOptions({ onSuccess })),
    remove: useMutation(api.alerts.remove.mutationOptions({ onSuccess })),
    snooze: useMutation(api.alerts.snooze.mutationOptions({ onSuccess })),
    acknowledge: useMutation(api.alerts.acknowledge.mutationOptions({ onSuccess })),
    addMaintenance: useMutation(api.alerts.maintenance.create.mutationOptions({ onSuccess })),
    removeMaintenance: useMutation(api.alerts.maintenance.remove.mutationOptions({ onSuccess })),
  };
}
