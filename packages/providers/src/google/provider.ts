import { anthropicFormats, openaiFormats, type Provider } from '../provider.ts';
import { googleDialect } from './openai-usage.ts';

/** Google's own formats, after a model's name: `/v1beta/models/gemini-2.5-flash:generateContent`. */
const geminiFormats: Provider['formats'] = [
  { pathEnd: ':generateContent', apiFormat: 'gemini' },
  { pathEnd: ':streamGenerateContent', apiFormat: 'gemini' },
  { pathEnd: ':embedContent', apiFormat: 'gemini-embeddings' },
  { pathEnd: ':batchEmbedContents', apiFormat: 'gemini-embeddings' },
  { pathEnd: ':predict', apiFormat: 'vertex-predict' },
  { pathEnd: '/interactions', apiFormat: 'gemini-interactions' },
];

/** The Gemini API. https://ai.google.dev/api */
export const google: Provider = {
  key: 'google',
  displayName: 'Google Gemini',
  hostLabels: ['google', 'gemini'],
  defaultBaseUrl: 'https://generativelanguage.googleapis.com',
  openaiBase: '/v1beta/openai',
  ownHosts: ['generativelanguage.googleapis.com'],
  auth: { header: 'x-goog-api-key', scheme: '' },
  errorShape: 'google',
  streamUsage: 'default',
  formats: [...geminiFormats, ...openaiFormats],
  usageDialect: googleDialect,
};

/** Vertex AI, with one host per location. https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations */
export const vertex: Provider = {
  key: 'vertex',
  displayName: 'Vertex AI',
  hostLabels: ['vertex'],
  defaultBaseUrl: null,
  resourceBaseUrl: 'https://{resource}-aiplatform.googleapis.com',
  resourceInPath: /\/locations\/([^/]+)\//,
  ownHosts: [/^(?:[a-z0-9-]+-)?aiplatform\.googleapis\.com$/],
  auth: { header: 'authorization', scheme: 'Bearer ' },
  errorShape: 'google',
  streamUsage: 'default',
  formats: [
    ...geminiFormats,
    { pathEnd: 'awPredict', pathHolds: '/publishers/anthropic/', apiFormat: 'anthropic-messages' },
    { pathEnd: 'awPredict', pathHolds: '/publishers/', apiFormat: 'openai-chat' },
    ...openaiFormats,
    ...anthropicFormats,
  ],
  usageDialect: googleDialect,
};
