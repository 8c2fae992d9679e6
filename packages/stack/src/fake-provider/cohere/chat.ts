import { answerTo, countTokens } from '../answer.ts';
import { newId } from '../ids.ts';
import { lastUserText } from '../prompt-text.ts';
import { json, listOf, numberOf, ProviderRefusal, type Call, type Json, type Reply } from '../reply.ts';

/** `POST /v2/chat` */
export function cohereChat(call: Call): Reply {
  const { body, directives } = call;
  const question = lastUserText(body['messages']);
  if (question === '') throw new ProviderRefusal(400, 'invalid request: messages must not be empty');
  const { text, pieces, tokens } = answerTo(question, directives, numberOf(body['max_tokens']));
  const billed_units = { input_tokens: countTokens(question), output_tokens: tokens };
  const counted = { billed_units, tokens: { ...billed_units, input_tokens: billed_units.input_tokens + 66 } };
  const usage = directives.noUsage ? {} : { usage: counted };
  const id = newId('');
  const finish_reason = 'COMPLETE';
  if (body['stream'] !== true) {
    return json({
      id,
      finish_reason,
      message: { role: 'assistant', content: [{ type: 'text', text }] },
      ...usage,
    });
  }
  const content = (value: Json): Json => ({ message: { content: value } });
  const events: Json[] = [
    { type: 'message-start', id, delta: { message: { role: 'assistant', content: [] } } },
    { type: 'content-start', index: 0, delta: content({ type: 'text', text: '' }) },
    ...pieces.map((piece) => ({ type: 'content-delta', index: 0, delta: content({ text: piece }) })),
    { type: 'content-end', index: 0 },
    { type: 'message-end', delta: { finish_reason, ...usage } },
  ];
  return {
    kind: 'stream',
    events: events.map((event) => `event: ${String(event['type'])}\ndata: ${JSON.stringify(event)}\n\n`),
  };
}

/** `POST /v2/rerank`: as many search units as there are hundreds of documents. */
export function cohereRerank({ body }: Call): Reply {
  const documents = listOf(body['documents']);
  const results = documents.map((_, index) => ({ index, relevance_score: 1 / (index + 1) }));
  const search_units = Math.max(1, Math.ceil(documents.length / 100));
  return json({
    id: newId(''),
    results,
    meta: { api_version: { version: '2' }, billed_units: { search_units } },
  });
}
