import type { ExportedRequest } from './exported-request.ts';

type Cell = string | number | boolean | null;

/** A column of the flat formats. `time` is ISO 8601 in UTC; `json` an object as text. */
export interface ExportColumn {
  name: string;
  type: 'text' | 'number' | 'boolean' | 'time' | 'json';
  of: (request: ExportedRequest) => Cell;
}

const column = (type: ExportColumn['type'], name: keyof ExportedRequest & string): ExportColumn => ({
  name,
  type,
  of: (request) => request[name] as Cell,
});
const text = (name: keyof ExportedRequest & string) => column('text', name);
const number = (name: keyof ExportedRequest & string) => column('number', name);
const usage = (name: keyof ExportedRequest['usage'] & string): ExportColumn => ({
  name,
  type: 'number',
  of: (request) => request.usage[name],
});

const requestColumns: readonly ExportColumn[] = [
  text('id'),
  column('time', 'createdAt'),
  text('provider'),
  text('model'),
  text('requestModel'),
  text('name'),
  text('userId'),
  text('sessionId'),
  text('sessionPath'),
  text('sessionName'),
  text('promptId'),
  text('promptVersion'),
  text('promptEnvironment'),
  text('country'),
  number('status'),
  text('outcome'),
  text('errorCode'),
  text('errorMessage'),
  column('boolean', 'stream'),
  number('latencyMs'),
  number('timeToFirstByteMs'),
  number('timeToFirstTokenMs'),
  number('tokensPerSecond'),
  usage('inputTokens'),
  usage('cachedInputTokens'),
  usage('cacheWriteTokens'),
  usage('outputTokens'),
  usage('reasoningTokens'),
  usage('totalTokens'),
  text('usageSource'),
  // Decimal USD as text: a double would round it.
  text('costUsd'),
  text('costSource'),
  text('savedUsd'),
  column('boolean', 'cacheHit'),
  text('cacheStatus'),
  number('attemptCount'),
  text('apiKeyId'),
  text('method'),
  text('path'),
  { name: 'properties', type: 'json', of: ({ properties }) => JSON.stringify(properties) },
  { name: 'scores', type: 'json', of: ({ scores }) => JSON.stringify(scores) },
  { name: 'feedback', type: 'text', of: ({ feedback }) => feedback?.rating ?? null },
  { name: 'feedbackComment', type: 'text', of: ({ feedback }) => feedback?.comment ?? null },
  text('requestPreview'),
  text('responsePreview'),
];
const bodyColumns: readonly ExportColumn[] = [
  { name: 'requestBody', type: 'text', of: ({ requestBody }) => requestBody ?? null },
  { name: 'responseBody', type: 'text', of: ({ responseBody }) => responseBody ?? null },
];

/** The columns of an export in their order. */
export function exportColumns(withBodies: boolean): readonly ExportColumn[] {
  return withBodies ? [...requestColumns, ...bodyColumns] : requestColumns;
}
