import { newId, unixSeconds } from './ids.ts';
import { json, listOf, ProviderRefusal, type Call, type Json, type Reply } from './reply.ts';

const MAX_KEPT = 100;

/** Objects that a provider keeps and lists, the last hundred of each kind: responses, batches. */
export class KeptObjects {
  readonly #kept = new Map<string, Json>();

  keep(object: Json): Json {
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(String(object['id']), object);
    return object;
  }

  /** `GET …`, `GET …/{id}`, `POST …/{id}/cancel` and `DELETE …/{id}`; `rest` is what stands behind the kind. */
  answer(method: string, rest: readonly string[]): Reply {
    const [id, verb] = rest;
    if (id === undefined) {
      const data = [...this.#kept.values()];
      return json({ object: 'list', data, has_more: false, first_id: null, last_id: null });
    }
    const object = this.#kept.get(id);
    if (object === undefined) throw new ProviderRefusal(404, `No object with id '${id}' found.`);
    if (method === 'DELETE') {
      this.#kept.delete(id);
      return json({ id, object: object['object'], deleted: true });
    }
    return json(verb === 'cancel' ? this.keep({ ...object, status: 'cancelled' }) : object);
  }
}

/** `POST /v1/batches` */
export function newBatch({ body }: Call): Json {
  if (body['input_file_id'] === undefined)
    throw new ProviderRefusal(400, "Missing required parameter: 'input_file_id'.", {
      param: 'input_file_id',
    });
  return {
    id: newId('batch_'),
    object: 'batch',
    endpoint: body['endpoint'],
    errors: null,
    input_file_id: body['input_file_id'],
    completion_window: body['completion_window'] ?? '24h',
    status: 'validating',
    created_at: unixSeconds(),
    request_counts: { total: 0, completed: 0, failed: 0 },
    metadata: body['metadata'] ?? null,
  };
}

/** `POST /v1/messages/batches` */
export function newMessageBatch({ body }: Call): Json {
  const requests = listOf(body['requests']);
  if (requests.length === 0) throw new ProviderRefusal(400, 'requests: Field required');
  const now = new Date().toISOString();
  return {
    id: newId('msgbatch_01'),
    type: 'message_batch',
    processing_status: 'in_progress',
    request_counts: { processing: requests.length, succeeded: 0, errored: 0, canceled: 0, expired: 0 },
    created_at: now,
    expires_at: now,
    ended_at: null,
    cancel_initiated_at: null,
    archived_at: null,
    results_url: null,
  };
}
