import { json, ProviderRefusal, type Call, type Reply } from '../reply.ts';

const listed = ['claude-sonnet-5-5', 'claude-haiku-5-5', 'claude-opus-5-5'];

const entry = (id: string) => ({
  type: 'model',
  id,
  display_name: id.replaceAll('-', ' '),
  created_at: '2026-09-29T00:00:00Z',
});

/** `GET /v1/models` and `GET /v1/models/{id}` */
export function anthropicModels(call: Call): Reply {
  if (call.route === 'models') {
    return json({ data: listed.map(entry), first_id: listed.at(0), last_id: listed.at(-1), has_more: false });
  }
  const id = decodeURIComponent(call.route.slice('models/'.length));
  if (!listed.includes(id)) throw new ProviderRefusal(404, `model: ${id}`);
  return json(entry(id));
}
