import type { Request } from '@heliograph/contracts/request';

export interface ShownStatus {
  label: string;
  tone: 'success' | 'info' | 'warning' | 'danger' | 'neutral';
  /** What it means, in words. */
  meaning: string;
}

/** A request's status as a badge tells it. An answer that broke off is a failure although its status was fine. */
export function describeStatus({
  status,
  outcome,
  errorCode,
}: Pick<Request, 'status' | 'outcome' | 'errorCode'>): ShownStatus {
  if (outcome === 'cancelled') {
    return {
      label: 'Cancelled',
      tone: 'neutral',
      meaning: 'The caller left before the answer was complete.',
    };
  }
  if (status === 0) {
    return { label: 'No answer', tone: 'danger', meaning: 'The call ended without an answer.' };
  }
  const by = errorCode === null ? 'The provider' : 'Heliograph';
  if (status >= 500)
    return { label: String(status), tone: 'danger', meaning: `${by} failed with ${status}.` };
  if (status >= 400)
    return { label: String(status), tone: 'warning', meaning: `${by} refused with ${status}.` };
  if (outcome === 'failed') {
    return {
      label: `${status} cut off`,
      tone: 'danger',
      meaning: 'The answer broke off on the provider’s side.',
    };
  }
  if (status >= 300) return { label: String(status), tone: 'info', meaning: `Answered with ${status}.` };
  return { label: String(status), tone: 'success', meaning: 'The whole answer reached the caller.' };
}
