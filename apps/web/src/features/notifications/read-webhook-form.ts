import { explainFilter } from '@heliograph/contracts/filter';
import { newRequestWebhookSchema, type RequestWebhook } from '@heliograph/contracts/request-webhooks';

/** What people fill in. */
export interface WebhookForm {
  name: string;
  channelId: string;
  filter: string;
  sample: string;
  withBodies: boolean;
}

export type WebhookErrors = Partial<Record<'name' | 'channelId' | 'filter' | 'sample', string>>;

/** As the API takes it: the filter as text, which an empty one takes away. */
export interface WebhookInput {
  name: string;
  channelId: string;
  filter: string;
  samplePercent: number;
  withBodies: boolean;
}

export function toWebhookForm({
  name,
  channelId,
  filter,
  samplePercent,
  withBodies,
}: RequestWebhook): WebhookForm {
  return { name, channelId, filter, sample: String(samplePercent), withBodies };
}

/** The form as the API takes it, or what is wrong by field. */
export function readWebhookForm(form: WebhookForm): { input: WebhookInput } | { errors: WebhookErrors } {
  const { name, channelId, withBodies } = form;
  const filter = form.filter.trim();
  const sample = form.sample.trim().replace(',', '.').replace(/\s*%$/, '');
  const samplePercent = sample === '' ? Number.NaN : Number(sample);
  const read = newRequestWebhookSchema.safeParse({ name, channelId, samplePercent, withBodies });
  const fault = explainFilter(filter);
  if (read.success && fault === undefined)
    return { input: { name: read.data.name, channelId, filter, samplePercent, withBodies } };
  const errors: WebhookErrors = fault === undefined ? {} : { filter: fault };
  for (const { path, message } of read.error?.issues ?? []) {
    if (path[0] === 'samplePercent') errors.sample ??= 'Give percent from 0.0001 to 100';
    else if (path[0] === 'name' || path[0] === 'channelId') errors[path[0]] ??= message;
  }
  return { errors };
}
