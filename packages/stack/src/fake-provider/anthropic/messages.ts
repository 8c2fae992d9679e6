import { countTokens, hashText } from '../answer.ts';
import { chooseTool, offeredTools, type ToolCall } from '../choose-tool.ts';
import { newId } from '../ids.ts';
import { formattedAnswer } from '../openai/json-mode.ts';
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
import type { PromptCache } from './prompt-cache.ts';

type Block =
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'text'; text: string; pieces: string[] }
  | { type: 'tool_use'; id: string; tool: ToolCall };

/** `POST /v1/messages` */
export function messages(call: Call, cache: PromptCache): Reply {
  const { body } = call;
  const model = checkRequest(body);
  const { blocks, outputTokens, thinkingTokens, stopReason } = compose(call);
  const input = cache.countInput(body);
  const message = {
    id: newId('msg_01'),
    type: 'message',
    role: 'assistant',
    model,
    content: blocks.map(finishedBlock),
    stop_reason: stopReason,
    stop_sequence: null,
    usage: {
      ...input,
      output_tokens: outputTokens,
      output_tokens_details: { thinking_tokens: thinkingTokens },
      server_tool_use: null,
      service_tier: 'standard',
      inference_geo: 'global',
      speed: 'standard',
    },
  };
  const { usage: _usage, ...silent } = message;
  if (body['stream'] !== true) return json(call.directives.noUsage ? silent : message);

  // The totals grow: the start knows the input side, the delta repeats it beside the output as a whole.
  const { cache_creation: _split, ...inputTotals } = input;
  const start = {
    ...message,
    content: [],
    stop_reason: null,
    usage: { ...message.usage, output_tokens: 1, output_tokens_details: null },
  };
  const { output_tokens, output_tokens_details, server_tool_use } = message.usage;
  const data: Json[] = [
    { type: 'message_start', message: start },
    ...withPing(blocks.flatMap(blockEvents)),
    {
      type: 'message_delta',
      delta: { stop_reason: stopReason, stop_sequence: null },
      usage: { ...inputTotals, output_tokens, output_tokens_details, server_tool_use },
    },
    { type: 'message_stop' },
  ];
  return {
    kind: 'stream',
    events: data.map((event) => `event: ${String(event['type'])}\ndata: ${JSON.stringify(event)}\n\n`),
  };
}

/** `POST /v1/messages/count_tokens` */
export function countMessageTokens(call: Call, cache: PromptCache): Reply {
  checkRequest({ ...call.body, max_tokens: 1 });
  return json({ input_tokens: cache.countAll(call.body) });
}

function checkRequest(body: Json): string {
  const { model } = body;
  if (typeof model !== 'string' || model === '') throw new ProviderRefusal(400, 'model: Field required');
  if (!Array.isArray(body['messages'])) throw new ProviderRefusal(400, 'messages: Field required');
  if (body['messages'].length === 0)
    throw new ProviderRefusal(400, 'messages: at least one message is required');
  const maxTokens = body['max_tokens'];
  if (maxTokens === undefined) throw new ProviderRefusal(400, 'max_tokens: Field required');
  if (typeof maxTokens !== 'number' || maxTokens < 1) {
    throw new ProviderRefusal(400, 'max_tokens: Input should be greater than or equal to 1');
  }
  return model;
}

function compose(call: Call) {
  const { body, directives } = call;
  const list = listOf(body['messages']);
  const question = lastUserText(list);
  const last = list.at(-1);
  const answered =
    isObject(last) &&
    listOf(last['content']).some((part) => isObject(part) && part['type'] === 'tool_result');
  const blocks: Block[] = [];
  const thinking = isObject(body['thinking']) ? body['thinking']['type'] : undefined;
  let thinkingTokens = 0;
  if (thinking === 'enabled' || thinking === 'adaptive') {
    const thought = `The question is about "${question.slice(0, 60)}". A short answer will do.`;
    thinkingTokens = countTokens(thought);
    const signature = Buffer.from(`signature-${hashText(question)}`).toString('base64');
    blocks.push({ type: 'thinking', thinking: thought, signature });
  }
  const tool = chooseTool(offeredTools(body['tools']), body['tool_choice'], question, answered);
  if (tool !== undefined) {
    blocks.push({ type: 'tool_use', id: newId('toolu_01'), tool });
    const outputTokens = thinkingTokens + countTokens(JSON.stringify(tool.arguments)) + 20;
    return { blocks, outputTokens, thinkingTokens, stopReason: 'tool_use' };
  }
  const limit = Math.max(1, (numberOf(body['max_tokens']) ?? 1) - thinkingTokens);
  const answer = formattedAnswer(answered ? promptText(last) : question, formatOf(body), directives, limit);
  blocks.push({ type: 'text', text: answer.text, pieces: answer.pieces });
  const stopReason = answer.truncated ? 'max_tokens' : 'end_turn';
  return { blocks, outputTokens: thinkingTokens + answer.tokens, thinkingTokens, stopReason };
}

/** Structured output, as it is asked for today and as in its beta. */
function formatOf({ output_config: config, output_format: format }: Json): unknown {
  return isObject(config) ? config['format'] : format;
}

function finishedBlock(block: Block): Json {
  if (block.type === 'thinking') return { ...block };
  if (block.type === 'text') return { type: 'text', text: block.text };
  return { type: 'tool_use', id: block.id, name: block.tool.name, input: block.tool.arguments };
}

function blockEvents(block: Block, index: number): Json[] {
  const delta = (value: Json): Json => ({ type: 'content_block_delta', index, delta: value });
  const around = (start: Json, deltas: Json[]): Json[] => [
    { type: 'content_block_start', index, content_block: start },
    ...deltas,
    { type: 'content_block_stop', index },
  ];
  if (block.type === 'thinking') {
    const pieces = block.thinking.match(/[\s\S]{1,20}/g) ?? [];
    return around({ type: 'thinking', thinking: '', signature: '' }, [
      ...pieces.map((thinking) => delta({ type: 'thinking_delta', thinking })),
      delta({ type: 'signature_delta', signature: block.signature }),
    ]);
  }
  if (block.type === 'text') {
    const deltas = block.pieces.map((text) => delta({ type: 'text_delta', text }));
    return around({ type: 'text', text: '' }, deltas);
  }
  const pieces = JSON.stringify(block.tool.arguments).match(/[\s\S]{1,8}/g) ?? [];
  return around({ type: 'tool_use', id: block.id, name: block.tool.name, input: {} }, [
    delta({ type: 'input_json_delta', partial_json: '' }),
    ...pieces.map((partial_json) => delta({ type: 'input_json_delta', partial_json })),
  ]);
}

/** A ping comes after the first block's start. */
function withPing([start, ...rest]: Json[]): Json[] {
  return start === undefined ? [] : [start, { type: 'ping' }, ...rest];
}
