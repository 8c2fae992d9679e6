import { countTokens, hashText } from '../answer.ts';
import { json, numberOf, ProviderRefusal, type Call, type Reply } from '../reply.ts';
import { requiredModel } from './models.ts';

/** `POST /v1/embeddings` */
export function embeddings(call: Call): Reply {
  const { body } = call;
  const model = requiredModel(call);
  const { input } = body;
  const inputs = typeof input === 'string' ? [input] : Array.isArray(input) ? input : [];
  // A list of numbers is one text as token ids; a list of lists is several of those.
  const texts =
    typeof inputs[0] === 'number'
      ? [inputs.join(' ')]
      : inputs.map((item) => (Array.isArray(item) ? item.join(' ') : String(item)));
  if (texts.length === 0 || texts.includes('')) {
    throw new ProviderRefusal(400, "'$.input' is invalid. Please check the API reference.");
  }
  const dimensions = numberOf(body['dimensions']) ?? (model.includes('-large') ? 3072 : 1536);
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > 3072) {
    throw new ProviderRefusal(400, `Invalid value for 'dimensions' = ${dimensions}.`, {
      param: 'dimensions',
    });
  }
  const base64 = body['encoding_format'] === 'base64';
  const data = texts.map((text, index) => {
    const vector = embed(text, dimensions);
    const embedding = base64 ? Buffer.from(vector.buffer).toString('base64') : Array.from(vector);
    return { object: 'embedding', index, embedding };
  });
  const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0);
  const usage = call.directives.noUsage ? {} : { usage: { prompt_tokens: tokens, total_tokens: tokens } };
  return json({ object: 'list', data, model, ...usage });
}

/**
 * A unit vector of hashed words and three-letter pieces: the same text gives the same vector, texts that share words
 * or spelling lie close together, others nearly at right angles.
 */
function embed(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  const add = (feature: string, weight: number) => {
    const hash = hashText(feature);
    const index = hash % dimensions;
    vector[index] = (vector[index] ?? 0) + (hash & 0x80000000 ? -weight : weight);
  };
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]) {
    add(`word ${word}`, 2);
    const padded = ` ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) add(padded.slice(at, at + 3), 1);
  }
  let sum = 0;
  for (const value of vector) sum += value * value;
  const length = Math.sqrt(sum);
  // Features that cancel each other out would leave nothing: such a text points along the first axis.
  if (length === 0) vector[0] = 1;
  else for (let i = 0; i < dimensions; i += 1) vector[i] = (vector[i] ?? 0) / length;
  return vector;
}
