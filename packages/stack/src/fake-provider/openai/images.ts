import { countTokens } from '../answer.ts';
import { unixSeconds } from '../ids.ts';
import { formText, readForm } from '../multipart.ts';
import { json, ProviderRefusal, textOf, type Call, type Reply } from '../reply.ts';

/** A transparent pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
const TOKENS_OF_IMAGE = 272;

/** `POST /v1/images/generations` and `/v1/images/edits` */
export function images(call: Call): Reply {
  const fields = call.contentType.startsWith('multipart/') ? readForm(call.contentType, call.bytes) : [];
  const field = (name: string): string | undefined => textOf(call.body[name]) ?? formText(fields, name);
  const prompt = field('prompt');
  if (prompt === undefined)
    throw new ProviderRefusal(400, "Missing required parameter: 'prompt'.", { param: 'prompt' });
  const model = field('model') ?? 'dall-e-2';
  const count = Number(call.body['n'] ?? field('n') ?? 1);
  const data = Array.from({ length: count }, () => ({ b64_json: PIXEL }));
  if (model.startsWith('dall-e')) return json({ created: unixSeconds(), data });
  const imagesIn = fields.filter(({ filename }) => filename !== undefined).length * TOKENS_OF_IMAGE;
  const text_tokens = countTokens(prompt);
  const usage = {
    input_tokens: text_tokens + imagesIn,
    input_tokens_details: { text_tokens, image_tokens: imagesIn },
    output_tokens: TOKENS_OF_IMAGE * count,
    total_tokens: text_tokens + imagesIn + TOKENS_OF_IMAGE * count,
  };
  const told = call.directives.noUsage ? {} : { usage };
  if (call.body['stream'] !== true) return json({ created: unixSeconds(), data, ...told });
  const image = { b64_json: PIXEL, size: '1024x1024', quality: 'low' };
  const events = [
    { type: 'image_generation.partial_image', partial_image_index: 0, ...image },
    { type: 'image_generation.completed', ...image, ...told },
  ];
  return {
    kind: 'stream',
    events: events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
  };
}

/** `POST /v1/moderations`: nothing is ever flagged. */
export function moderations(call: Call): Reply {
  const model = textOf(call.body['model']) ?? 'omni-moderation-latest';
  return json({ id: 'modr-fake', model, results: [{ flagged: false, categories: {}, category_scores: {} }] });
}
