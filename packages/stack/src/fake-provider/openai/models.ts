import { json, ProviderRefusal, type Call, type Reply } from '../reply.ts';

/** The dated snapshot a request's model is answered by; other names come back as they are. */
const snapshots: Record<string, string> = {
  'gpt-4o': 'gpt-4o-2024-08-06',
  'gpt-4o-mini': 'gpt-4o-mini-2024-07-18',
  'gpt-4.1': 'gpt-4.1-2025-04-14',
  'gpt-4.1-mini': 'gpt-4.1-mini-2025-04-14',
  'gpt-5': 'gpt-5-2025-08-07',
  'gpt-5-mini': 'gpt-5-mini-2025-08-07',
  o3: 'o3-2025-04-16',
  'o4-mini': 'o4-mini-2025-04-16',
};

const listed = [
  ...Object.keys(snapshots),
  ...Object.values(snapshots),
  'text-embedding-3-small',
  'text-embedding-3-large',
];

export function snapshotOf(model: string): string {
  return snapshots[model] ?? model;
}

/** Models that think before they answer, and bill it as output. */
export function isReasoningModel(model: string): boolean {
  return /^(?:o\d|gpt-[5-9])/.test(model);
}

const entry = (id: string) => ({ id, object: 'model', created: 1_715_367_049, owned_by: 'openai' });

/** `GET /v1/models` and `GET /v1/models/{id}` */
export function models(call: Call): Reply {
  const id = decodeURIComponent(call.route.slice('models/'.length));
  if (call.route === 'models') return json({ object: 'list', data: listed.map(entry) });
  if (!listed.includes(id)) {
    throw new ProviderRefusal(404, `The model '${id}' does not exist`, {
      code: 'model_not_found',
      param: 'model',
    });
  }
  return json(entry(id));
}

/** The model of a request, or OpenAI's refusal when there is none. */
export function requiredModel(call: Call): string {
  const { model } = call.body;
  if (typeof model === 'string' && model !== '') return model;
  throw new ProviderRefusal(400, 'you must provide a model parameter');
}
