import { Pool } from 'undici';
import { z } from 'zod';
import { normalize } from '@heliograph/cache/vector-group';

/** An OpenAI-compatible endpoint, as the operator named it. */
export interface EmbeddingsEndpoint {
  /** With or without `/embeddings` at its end. */
  url: string;
  model: string;
  /** Null where the endpoint wants none. */
  apiKey: string | null;
}

/** Why there are no vectors, in words fit for the log and for callers: no text, no key, nothing of the answer. */
export class EmbeddingsError extends Error {
  override readonly name = 'EmbeddingsError';
}

export interface EmbeddingsClient {
  /** A vector of length 1 for each text, all of the same dimensions. Rejects with EmbeddingsError. */
  request(texts: readonly string[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** Longest time a call may take, ms; a look-up waits far less. */
const TIMEOUT_MS = 5_000;
const CONNECTIONS = 16;
/** A few vectors of the largest models are 200 KB as JSON. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const MAX_DIMENSIONS = 8_192;

const answerSchema = z.object({ data: z.array(z.object({ index: z.number(), embedding: z.unknown() })) });

/** Connects to nothing yet. */
export function createEmbeddingsClient({ url, model, apiKey }: EmbeddingsEndpoint): EmbeddingsClient {
  const target = new URL(url);
  const path = target.pathname.replace(/\/+$/, '');
  const pool = new Pool(target.origin, {
    connections: CONNECTIONS,
    connectTimeout: TIMEOUT_MS,
    maxResponseSize: MAX_ANSWER_BYTES,
  });
  const headers = {
    'content-type': 'application/json',
    ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
  };

  return {
    async request(texts) {
      const { status, text } = await post(JSON.stringify({ model, input: texts, encoding_format: 'float' }));
      if (status !== 200) throw new EmbeddingsError(`it answered with status ${status}`);
      return readVectors(text, texts.length);
    },
    close: () => pool.destroy(),
  };

  async function post(body: string): Promise<{ status: number; text: string }> {
    try {
      const answer = await pool.request({
        method: 'POST',
        path: `${path.endsWith('/embeddings') ? path : `${path}/embeddings`}${target.search}`,
        headers,
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return { status: answer.statusCode, text: await answer.body.text() };
    } catch (error) {
      const late =
        error instanceof Error && (error.name === 'TimeoutError' || error.name.endsWith('TimeoutError'));
      throw new EmbeddingsError(late ? `it took longer than ${TIMEOUT_MS} ms` : 'it cannot be reached', {
        cause: error,
      });
    }
  }
}

function readVectors(text: string, count: number): Float32Array[] {
  const { data: answer } = answerSchema.safeParse(parse(text));
  if (answer?.data.length !== count)
    throw new EmbeddingsError('its answer is none of an embeddings endpoint');
  const vectors = answer.data
    .sort((a, b) => a.index - b.index)
    .map(({ embedding }) => readVector(embedding) ?? unusable());
  if (vectors.some(({ length }) => length !== vectors[0]?.length)) unusable();
  return vectors;
}

/** A list of numbers, or the same as base64 of little-endian 32-bit floats. */
function readVector(embedding: unknown): Float32Array | null {
  const vector = Array.isArray(embedding)
    ? Float32Array.from(embedding as number[])
    : typeof embedding === 'string'
      ? floatsOf(Buffer.from(embedding, 'base64'))
      : null;
  if (vector === null || vector.length < 2 || vector.length > MAX_DIMENSIONS) return null;
  return normalize(vector) ? vector : null;
}

function floatsOf(bytes: Buffer): Float32Array | null {
  if (bytes.length % 4 !== 0) return null;
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

function unusable(): never {
  throw new EmbeddingsError('its vectors are unusable');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
