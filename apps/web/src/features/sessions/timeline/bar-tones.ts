import type { BarTone } from '../waterfall/prepare-bars.ts';

/** How the outcomes of requests look; failures also have a sign beside their name. */
export const barTones: Record<BarTone, { label: string; className: string }> = {
  success: { label: 'Answered', className: 'bg-info' },
  danger: { label: 'Failed', className: 'bg-danger' },
  cached: { label: 'From the cache', className: 'bg-success' },
  cancelled: { label: 'Cancelled', className: 'bg-line-strong' },
};
