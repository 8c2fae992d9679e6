import type { AssembledStream, FormatReader } from '../decode/format-reader.ts';
import {
  arrayOf,
  isObject,
  objectOf,
  parseJson,
  stringifyJson,
  stringOf,
  type JsonObject,
} from '../decode/json.ts';
import type { StreamEvents } from '../decode/read-events.ts';
import { serviceTierOf } from '../decode/service-tier.ts';
import { readBedrockUsage, usageInHeaders } from './usage.ts';

/** `POST /model/{id}/converse` and `/converse-stream` */
export const converseReader: FormatReader = {
  requestPreview(request) {
    const last = arrayOf(request.messages).findLast(
      (message) => isObject(message) && message.role === 'user' && blocksText(message.content) !== '',
    );
    return blocksText(objectOf(last).content);
  },
  userOf: (request) => objectOf(request.requestMetadata).user,
  responsePreview(answer) {
    const { content } = objectOf(objectOf(answer.output).message);
    return blocksText(content) || arrayOf(content).map(callText).filter(Boolean).join(' ');
  },
  readUsage: readBedrockUsage,
  readWithoutUsage: ({ answerHeaders }, check) => usageInHeaders(answerHeaders, check),
  readFacts: ({ answer }) => ({ serviceTier: serviceTierOf(objectOf(answer?.serviceTier).type) }),
  assemble: assembleConverse,
};

/** A content block under way; `json` is the tool input received so far. */
interface Block {
  text: string;
  tool: JsonObject | null;
  json: string;
}

/** Events come as `{"contentBlockDelta": {…}}`, named after their type. */
function assembleConverse({ events }: StreamEvents): AssembledStream {
  const blocks = new Map<number, Block>();
  let answer: JsonObject = {};
  let role: unknown = 'assistant';
  let complete = false;
  for (const event of events) {
    const { messageStart, contentBlockStart, contentBlockDelta, messageStop, metadata } = event;
    if (isObject(messageStart)) role = messageStart.role;
    if (isObject(contentBlockStart))
      blockOf(blocks, contentBlockStart).tool = toolOf(contentBlockStart.start);
    if (isObject(contentBlockDelta)) {
      const { text, toolUse } = objectOf(contentBlockDelta.delta);
      const block = blockOf(blocks, contentBlockDelta);
      block.text += stringOf(text);
      block.json += stringOf(objectOf(toolUse).input);
    }
    if (isObject(messageStop)) answer = { ...answer, ...messageStop };
    if (isObject(metadata)) {
      answer = { ...answer, ...metadata };
      complete = true;
    }
    const [kind, failure] = Object.entries(event).find(([key]) => key.endsWith('Exception')) ?? [];
    if (kind !== undefined) answer = { ...answer, error: { type: kind, ...objectOf(failure) } };
  }
  if (blocks.size === 0 && Object.keys(answer).length === 0) return { answer: null, complete };
  const content = [...blocks].sort(([a], [b]) => a - b).map(([, block]) => finishBlock(block));
  return { answer: { output: { message: { role, content } }, ...answer }, complete };
}

function blockOf(blocks: Map<number, Block>, { contentBlockIndex: at }: JsonObject): Block {
  const index = typeof at === 'number' ? at : 0;
  const block = blocks.get(index) ?? { text: '', tool: null, json: '' };
  blocks.set(index, block);
  return block;
}

function toolOf(start: unknown): JsonObject | null {
  const { toolUse } = objectOf(start);
  return isObject(toolUse) ? toolUse : null;
}

function finishBlock({ text, tool, json }: Block): JsonObject {
  if (tool === null && json === '') return { text };
  const input = parseJson(json);
  return { toolUse: { ...tool, input: isObject(input) ? input : json } };
}

function blocksText(content: unknown): string {
  return arrayOf(content).map(blockText).filter(Boolean).join(' ');
}

function blockText(block: unknown): string {
  const { text, image, document, video, audio } = objectOf(block);
  if (typeof text === 'string') return text;
  if (isObject(image)) return '[image]';
  if (isObject(document)) return '[document]';
  if (isObject(video)) return '[video]';
  return isObject(audio) ? '[audio]' : '';
}

function callText(block: unknown): string {
  const { name, input } = objectOf(objectOf(block).toolUse);
  return typeof name === 'string'
    ? `${name}(${typeof input === 'string' ? input : stringifyJson(input)})`
    : '';
}
