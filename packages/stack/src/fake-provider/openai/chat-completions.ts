import { countTokens } from '../answer.ts';
import { chooseTool, offeredTools, type ToolCall } from '../choose-tool.ts';
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
import { requiredModel, snapshotOf } from './models.ts';
import { chatUsage, countUsage } from './usage.ts';

interface Choice {
  text: string;
  pieces: string[];
  tokens: number;
  tool: ToolCall | undefined;
  finish: 'stop' | 'length' | 'tool_calls';
}

/** `POST /v1/chat/completions` */
export function chatCompletions(call: Call): Reply {
  const { body, directives } = call;
  const model = requiredModel(call);
  const messages = listOf(body['messages']);
  if (messages.length === 0) {
    throw new ProviderRefusal(
      400,
      "Invalid 'messages': empty array. Expected an array with minimum length 1.",
      {
        code: 'empty_array',
        param: 'messages',
      },
    );
  }
  const options = body['stream_options'];
  if (options !== undefined && options !== null && body['stream'] !== true) {
    throw new ProviderRefusal(
      400,
      "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
      {
        param: 'stream_options',
      },
    );
  }
  const choices = Array.from({ length: numberOf(body['n']) ?? 1 }, (_, index) =>
    choose(call, messages, index),
  );
  const visible = choices.reduce((sum, choice) => sum + choice.tokens, 0);
  const counts = countUsage(model, messages, body['tools'], body['reasoning_effort'], visible);
  const usage = directives.noUsage ? undefined : chatUsage(counts);
  const head = {
    id: newId('chatcmpl-'),
    created: unixSeconds(),
    model: snapshotOf(model),
    service_tier: tier(body['service_tier']),
    system_fingerprint: 'fp_44709d6fcb',
  };
  if (body['stream'] === true) {
    const withUsage = isObject(options) && options['include_usage'] === true && usage !== undefined;
    return { kind: 'stream', events: streamEvents(head, choices, withUsage ? usage : undefined) };
  }
  return json({
    ...head,
    object: 'chat.completion',
    choices: choices.map((choice, index) => ({
      index,
      message: message(choice),
      logprobs: null,
      finish_reason: choice.finish,
    })),
    ...(usage === undefined ? {} : { usage }),
  });
}

function choose(call: Call, messages: unknown[], index: number): Choice {
  const { body, directives } = call;
  const question = lastUserText(messages);
  const last = messages.at(-1);
  const answered = isObject(last) && last['role'] === 'tool';
  const tool = chooseTool(offeredTools(body['tools']), body['tool_choice'], question, answered);
  if (tool !== undefined) {
    const tokens = countTokens(JSON.stringify(tool.arguments)) + 10;
    return { text: '', pieces: [], tokens, tool, finish: 'tool_calls' };
  }
  const limit = numberOf(body['max_completion_tokens']) ?? numberOf(body['max_tokens']);
  const about = answered ? promptText(last) : question;
  const answer = formattedAnswer(about, body['response_format'], directives, limit, index);
  return { ...answer, tool: undefined, finish: answer.truncated ? 'length' : 'stop' };
}

function message(choice: Choice): Json {
  const base = {
    role: 'assistant',
    content: choice.tool === undefined ? choice.text : null,
    refusal: null,
    annotations: [],
  };
  return choice.tool === undefined ? base : { ...base, tool_calls: [toolCall(choice.tool)] };
}

function toolCall(tool: ToolCall) {
  return {
    id: newId('call_'),
    type: 'function',
    function: { name: tool.name, arguments: JSON.stringify(tool.arguments) },
  };
}

/** With usage asked for, every chunk carries `usage: null` and one more, without choices, carries the counts. */
function streamEvents(head: Json, choices: Choice[], usage: Json | undefined): string[] {
  const common = { ...head, object: 'chat.completion.chunk' };
  const chunk = (index: number, delta: Json, finish: string | null) =>
    event({
      ...common,
      choices: [{ index, delta, logprobs: null, finish_reason: finish }],
      ...(usage === undefined ? {} : { usage: null }),
    });
  const deltas = choices.map((choice) => {
    if (choice.tool !== undefined) return toolDeltas(choice.tool);
    const first: Json = { role: 'assistant', content: '', refusal: null };
    return [first, ...choice.pieces.map((content): Json => ({ content }))];
  });
  const events: string[] = [];
  // Several choices come interleaved.
  for (let at = 0; at < Math.max(...deltas.map((list) => list.length)); at += 1) {
    for (const [index, list] of deltas.entries()) {
      const delta = list[at];
      if (delta !== undefined) events.push(chunk(index, delta, null));
    }
  }
  for (const [index, choice] of choices.entries()) events.push(chunk(index, {}, choice.finish));
  if (usage !== undefined) events.push(event({ ...common, choices: [], usage }));
  events.push('data: [DONE]\n\n');
  return events;
}

function toolDeltas(tool: ToolCall): Json[] {
  const whole = toolCall(tool);
  const first = { index: 0, ...whole, function: { name: tool.name, arguments: '' } };
  const pieces = whole.function.arguments.match(/[\s\S]{1,8}/g) ?? [];
  return [
    { role: 'assistant', content: null, tool_calls: [first] },
    ...pieces.map((piece) => ({ tool_calls: [{ index: 0, function: { arguments: piece } }] })),
  ];
}

function event(data: Json): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

/** The tier that served the request; `auto` is decided by the provider. */
function tier(asked: unknown): string {
  return asked === 'flex' || asked === 'priority' ? asked : 'default';
}
