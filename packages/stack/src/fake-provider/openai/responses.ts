import { countTokens } from '../answer.ts';
import { chooseTool, offeredTools } from '../choose-tool.ts';
import { newId, unixSeconds } from '../ids.ts';
import { lastUserText, promptText } from '../prompt-text.ts';
import {
  isObject,
  json,
  listOf,
  numberOf,
  ProviderRefusal,
  type Call,
  type Json,
  type Reply,
} from '../reply.ts';
import { formattedAnswer } from './json-mode.ts';
import { isReasoningModel, requiredModel, snapshotOf } from './models.ts';
import { itemEvents, type OutputItem } from './response-events.ts';
import { countUsage, responsesUsage } from './usage.ts';

/** `POST /v1/responses` */
export function responses(call: Call): Reply {
  const { body, directives } = call;
  const model = requiredModel(call);
  const { input } = body;
  if (typeof input !== 'string' && !Array.isArray(input)) {
    throw new ProviderRefusal(400, "Missing required parameter: 'input'.", {
      code: 'missing_required_parameter',
      param: 'input',
    });
  }
  const effort = isObject(body['reasoning']) ? body['reasoning']['effort'] : undefined;
  const { items, tokens, truncated } = output(call, input);
  const prompt = [...listOf(typeof input === 'string' ? [input] : input), body['instructions'] ?? ''];
  const counts = countUsage(model, prompt, body['tools'], effort, tokens);
  if (isReasoningModel(model) && counts.reasoning > 0) items.unshift({ kind: 'reasoning', id: newId('rs_') });
  const base = responseObject(call, model);
  const status = truncated ? 'incomplete' : 'completed';
  const finished = {
    ...base,
    status,
    incomplete_details: truncated ? { reason: 'max_output_tokens' } : null,
    output: items.map((item) => finishedItem(item, status)),
    usage: directives.noUsage ? null : responsesUsage(counts),
  };
  if (body['stream'] !== true) return json(finished);

  const begun = { ...base, status: 'in_progress', incomplete_details: null, output: [], usage: null };
  const data: Json[] = [
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
    ...items.flatMap((item, index) => itemEvents(item, index, finishedItem(item, status))),
    { type: `response.${status}`, response: finished },
  ];
  return {
    kind: 'stream',
    events: data.map(
      (event, number) =>
        `event: ${String(event['type'])}\ndata: ${JSON.stringify({ ...event, sequence_number: number })}\n\n`,
    ),
  };
}

function output(call: Call, input: unknown): { items: OutputItem[]; tokens: number; truncated: boolean } {
  const { body, directives } = call;
  const question = lastUserText(input);
  const last = listOf(input).at(-1);
  const answered = isObject(last) && last['type'] === 'function_call_output';
  const tool = chooseTool(offeredTools(body['tools']), body['tool_choice'], question, answered);
  if (tool !== undefined) {
    const item: OutputItem = { kind: 'call', id: newId('fc_'), callId: newId('call_'), tool };
    return { items: [item], tokens: countTokens(JSON.stringify(tool.arguments)) + 10, truncated: false };
  }
  const format = isObject(body['text']) ? body['text']['format'] : undefined;
  const about = answered ? promptText(last) : question;
  const answer = formattedAnswer(about, format, directives, numberOf(body['max_output_tokens']));
  const item: OutputItem = { kind: 'message', id: newId('msg_'), text: answer.text, pieces: answer.pieces };
  return { items: [item], tokens: answer.tokens, truncated: answer.truncated };
}

function finishedItem(item: OutputItem, status: string): Json {
  if (item.kind === 'reasoning') return { id: item.id, type: 'reasoning', summary: [] };
  if (item.kind === 'call') {
    const { name, arguments: values } = item.tool;
    const call = { call_id: item.callId, name, arguments: JSON.stringify(values) };
    return { id: item.id, type: 'function_call', status: 'completed', ...call };
  }
  const content = [{ type: 'output_text', text: item.text, annotations: [], logprobs: [] }];
  return { id: item.id, type: 'message', status, role: 'assistant', content };
}

function responseObject(call: Call, model: string): Json {
  const { body } = call;
  return {
    id: newId('resp_'),
    object: 'response',
    created_at: unixSeconds(),
    background: false,
    error: null,
    instructions: body['instructions'] ?? null,
    max_output_tokens: body['max_output_tokens'] ?? null,
    metadata: body['metadata'] ?? {},
    model: snapshotOf(model),
    parallel_tool_calls: body['parallel_tool_calls'] ?? true,
    previous_response_id: body['previous_response_id'] ?? null,
    reasoning: { effort: null, summary: null, ...(isObject(body['reasoning']) ? body['reasoning'] : {}) },
    service_tier: 'default',
    store: body['store'] ?? true,
    temperature: body['temperature'] ?? 1,
    text: body['text'] ?? { format: { type: 'text' } },
    tool_choice: body['tool_choice'] ?? 'auto',
    tools: body['tools'] ?? [],
    top_p: body['top_p'] ?? 1,
    truncation: 'disabled',
    user: body['user'] ?? null,
  };
}
