import type { ToolCall } from '../choose-tool.ts';
import type { Json } from '../reply.ts';

/** One item of a response's output. */
export type OutputItem =
  | { kind: 'reasoning'; id: string }
  | { kind: 'message'; id: string; text: string; pieces: string[] }
  | { kind: 'call'; id: string; callId: string; tool: ToolCall };

/** The events that bring one item of a streamed response, between `response.output_item.added` and `….done`. */
export function itemEvents(item: OutputItem, index: number, finished: Json): Json[] {
  const added = (started: Json): Json => ({
    type: 'response.output_item.added',
    output_index: index,
    item: started,
  });
  const done: Json = { type: 'response.output_item.done', output_index: index, item: finished };
  const at = { item_id: item.id, output_index: index };
  if (item.kind === 'reasoning') return [added(finished), done];
  if (item.kind === 'call') {
    const text = JSON.stringify(item.tool.arguments);
    const pieces = text.match(/[\s\S]{1,8}/g) ?? [];
    return [
      added({ ...finished, status: 'in_progress', arguments: '' }),
      ...pieces.map((delta) => ({ type: 'response.function_call_arguments.delta', ...at, delta })),
      { type: 'response.function_call_arguments.done', ...at, name: item.tool.name, arguments: text },
      done,
    ];
  }
  const inPart = { ...at, content_index: 0 };
  const part = (text: string) => ({ type: 'output_text', text, annotations: [], logprobs: [] });
  return [
    added({ ...finished, status: 'in_progress', content: [] }),
    { type: 'response.content_part.added', ...inPart, part: part('') },
    ...item.pieces.map((delta) => ({ type: 'response.output_text.delta', ...inPart, delta, logprobs: [] })),
    { type: 'response.output_text.done', ...inPart, text: item.text, logprobs: [] },
    { type: 'response.content_part.done', ...inPart, part: part(item.text) },
    done,
  ];
}
