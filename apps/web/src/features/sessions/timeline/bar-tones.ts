import type { BarTone } from '../waterfall/prepare-bars.ts';

/** How the outcomes of requests look: apart by more than hue, and failures also have a sign beside their name. */
export const barTones: Record<BarTone, { label: string; className: string }> = {
  success: { label: 'Answered', className: 'bg-info' },
  danger: { label: 'Failed', className: 'bg-danger' },
  cached: { label: 'From the cache', className: 'border border-info bg-info-soft' },
  cancelled: { label: 'Cancelled', className: 'bg-line-strong' },
};
