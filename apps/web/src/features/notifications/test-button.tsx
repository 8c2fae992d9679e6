'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Channel, Delivery } from '@heliograph/contracts/channels';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { useChannelChanges } from './use-channels.ts';

/** How often a test's delivery is asked for, and how often at most, until the worker has tried it. */
const LOOK_EVERY_MS = 500;
const LOOKS = 60;

/** Sends a test and says whether it arrived. */
export function TestButton({ channel, onRead }: { channel: Channel; onRead: () => void }) {
  const queryClient = useQueryClient();
  const { test } = useChannelChanges();
  const [waiting, setWaiting] = useState(false);
  const { id, name } = channel;

  async function waitFor(deliveryId: string): Promise<Delivery | null> {
    for (let looks = 0; looks < LOOKS; looks++) {
      const found = await queryClient.fetchQuery(
        api.channels.delivery.queryOptions({ input: { id: deliveryId }, staleTime: 0 }),
      );
      if (found.status === 'delivered' || found.status === 'dead') return found;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    return null;
  }

  const send = async (): Promise<void> => {
    setWaiting(true);
    try {
      const delivery = await waitFor((await test.mutateAsync({ id })).id);
      const last = delivery?.tries.at(-1);
      if (delivery?.status === 'delivered') {
        toast.success(`${name} took the test`, {
          description: last === undefined ? undefined : `In ${last.latencyMs} ms.`,
        });
      } else {
        toast.error(
          delivery === null ? 'The worker has not sent the test yet' : `${name} did not take the test`,
          {
            description: last?.error ?? 'See that the worker is running.',
            action: { label: 'Deliveries', onClick: onRead },
          },
        );
      }
    } catch (error) {
      toast.error(describeApiError(error).message);
    } finally {
      setWaiting(false);
      void queryClient.invalidateQueries({ queryKey: api.channels.key() });
    }
  };

  return (
    <Button
      variant="ghost"
      size="sm"
      pending={waiting}
      aria-label={`Send a test to ${name}`}
      onClick={() => void send()}
    >
      Test
    </Button>
  );
}
