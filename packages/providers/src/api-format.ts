/**
 * The wire formats we can read, as the registry names them in a log record's `apiFormat`.
 * A provider that speaks another's format uses that name; `other` is kept as bytes and previewed as text.
 */
export const apiFormats = [
  'openai-chat',
  'openai-responses',
  'openai-completions',
  'openai-embeddings',
  'openai-images',
  'openai-transcription',
  'openai-speech',
  'openai-realtime',
  'anthropic-messages',
  'gemini',
  'gemini-embeddings',
  'gemini-interactions',
  'vertex-predict',
  'bedrock-converse',
  'bedrock-invoke',
  'cohere-chat',
  'cohere-embeddings',
  'mistral-ocr',
  'rerank',
  'other',
] as const;
export type ApiFormat = (typeof apiFormats)[number];

/** The format a record names, or `other` where the name is unknown to this version. */
export function readApiFormat(name: string): ApiFormat {
  return apiFormats.find((format) => format === name) ?? 'other';
}
