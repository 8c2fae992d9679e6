import OpenAI, { toFile } from 'openai';
import { expect } from 'vitest';
import { collect } from '../testing/collect.ts';
import type { ComparedCall } from '../testing/compare-ways.ts';
import { testBothWays } from '../testing/test-both-ways.ts';

const model = 'text-embedding-3-small';
const input = ['first text', 'zweiter Text'];
/** Every byte value, lengths that don't fit any block. */
const binary = Buffer.from(Array.from({ length: 70_001 }, (_, i) => (i * 31) % 256));

const calls: ComparedCall<OpenAI>[] = [
  {
    name: 'embeddings as numbers',
    run: (client) => client.embeddings.create({ model, input, encoding_format: 'float' }),
    expected: (result) => expect(result).toHaveProperty('data.1.embedding.1535'),
  },
  {
    name: 'embeddings as base64',
    run: (client) => client.embeddings.create({ model, input, encoding_format: 'base64', dimensions: 64 }),
    expected: (result) => expect(result).toHaveProperty('data.1.embedding', expect.any(String)),
  },
  {
    name: 'embeddings the SDK decodes',
    run: (client) => client.embeddings.create({ model, input: 'text' }),
    expected: (result) => expect(result).toHaveProperty('data.0.embedding.1535'),
  },
  {
    name: 'completions',
    run: (client) => client.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: 'Once upon' }),
    expected: (result) => expect(result).toHaveProperty('choices.0.text', expect.stringMatching(/\w/)),
  },
  {
    name: 'completions, streamed',
    run: (client) =>
      collect(
        client.completions.create({
          model: 'gpt-3.5-turbo-instruct',
          prompt: 'Once upon',
          stream: true,
          stream_options: { include_usage: true },
        }),
      ),
    expected: (result) => expect(result).toHaveProperty('5.choices'),
  },
  {
    name: 'files: uploaded, listed, read, deleted',
    run: async (client) => {
      const file = await client.files.create({
        file: await toFile(binary, 'naïve "name".jsonl'),
        purpose: 'batch',
      });
      const listed = await collect(client.files.list());
      const content = await (await client.files.content(file.id)).arrayBuffer();
      const deleted = await client.files.delete(file.id);
      const gone = await client.files.retrieve(file.id).catch((error: unknown) => error);
      return { file, listed, content, deleted, gone };
    },
    expected: (result) =>
      expect(result).toMatchObject({
        listed: { length: 1 },
        content: { bytes: binary.toString('base64') },
        deleted: { deleted: true },
        gone: { status: 404 },
      }),
  },
  {
    name: 'speech',
    run: async (client) => {
      const answer = await client.audio.speech.create({
        model: 'gpt-4o-mini-tts',
        voice: 'alloy',
        input: 'A text that takes a while to be read aloud.',
      });
      return answer.arrayBuffer();
    },
    expected: (result) => expect(result).toHaveProperty('bytes', expect.stringMatching(/^.{10000}/)),
  },
  {
    name: 'a transcription',
    run: async (client) =>
      client.audio.transcriptions.create({ model: 'whisper-1', file: await toFile(binary, 'speech.mp3') }),
    expected: (result) => expect(result).toHaveProperty('text', expect.stringContaining('speech.mp3')),
  },
  {
    name: 'a transcription, streamed',
    run: async (client) =>
      collect(
        client.audio.transcriptions.create({
          model: 'gpt-4o-transcribe',
          file: await toFile(binary, 'speech.mp3'),
          stream: true,
        }),
      ),
    expected: (result) =>
      expect(result).toContainEqual(expect.objectContaining({ type: 'transcript.text.done' })),
  },
  {
    name: 'models, listed and by name',
    run: async (client) => [await collect(client.models.list()), await client.models.retrieve('gpt-4o')],
    expected: (result) => expect(result).toHaveProperty('1.id', 'gpt-4o'),
  },
];

testBothWays(
  (origin, defaultHeaders) =>
    new OpenAI({ baseURL: `${origin}/v1`, apiKey: 'sk-provider', defaultHeaders, maxRetries: 0 }),
  calls,
);
