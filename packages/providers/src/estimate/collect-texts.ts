import { arrayOf, isObject, stringifyJson, type JsonObject } from '../decode/json.ts';

/** What there is to be counted of a request. */
export interface RequestTexts {
  texts: string[];
  /** Tokens that come without a text: the frame of each message. */
  frameTokens: number;
  images: number;
}

/** Where the formats keep what the model reads. */
const PROMPTS = [
  'system',
  'systemInstruction',
  'system_instruction',
  'instructions',
  'messages',
  'contents',
  'input',
  'prompt',
  'inputText',
  'message',
  'texts',
  'content',
];
/** Definitions are read by the model as they are written. */
const TOOLS = ['tools', 'functions', 'toolConfig', 'response_format', 'output_config'];
/** Names and settings within messages, which the frame of a message stands for. */
const NO_TEXT = new Set([
  'type',
  'role',
  'id',
  'call_id',
  'tool_call_id',
  'tool_use_id',
  'cache_control',
  'status',
]);
const IMAGES = new Set(['image_url', 'input_image', 'image', 'inlineData', 'inline_data', 'fileData']);
/** Binary content, as text or by its address. */
const BINARY = new Set([
  'data',
  'bytes',
  'b64_json',
  'file_data',
  'image_url',
  'source',
  'inlineData',
  'inline_data',
  'fileData',
  'input_audio',
  'signature',
  'encrypted_content',
  'embedding',
]);
/** OpenAI's count for chats: three tokens a message and its role, one for a name, three before the answer. https://github.com/openai/openai-cookbook */
const PER_MESSAGE = 3 + 1;
const BEFORE_ANSWER = 3;
const MAX_LEVELS = 40;

/** The texts of a request that a model reads, whatever its format. */
export function requestTexts(request: JsonObject): RequestTexts {
  const texts: string[] = [];
  const found = { images: 0 };
  for (const key of PROMPTS) collect(request[key], texts, found, MAX_LEVELS);
  for (const key of TOOLS) if (request[key] !== undefined) texts.push(stringifyJson(request[key]));
  const messages = arrayOf(request.messages ?? request.contents ?? request.input).filter(isObject);
  const names = messages.filter(({ name }) => typeof name === 'string').length;
  const frameTokens = messages.length === 0 ? 0 : messages.length * PER_MESSAGE + names + BEFORE_ANSWER;
  return { texts, frameTokens, images: found.images };
}

function collect(value: unknown, texts: string[], found: { images: number }, levels: number): void {
  if (typeof value === 'string') texts.push(value);
  else if (Array.isArray(value)) {
    // A prompt may be tokens already.
    if (value.length > 0 && value.every((item) => typeof item === 'number'))
      texts.push('a '.repeat(value.length));
    else if (levels > 0) for (const item of value) collect(item, texts, found, levels - 1);
  } else if (isObject(value) && levels > 0) {
    if (IMAGES.has(String(value.type)) || Object.keys(value).some((key) => IMAGES.has(key)))
      found.images += 1;
    for (const [key, child] of Object.entries(value)) {
      if (!NO_TEXT.has(key) && !BINARY.has(key)) collect(child, texts, found, levels - 1);
    }
  }
}

/** Fields of answers under which there is text that the model wrote. */
const WRITTEN = new Set([
  'text',
  'content',
  'reasoning_content',
  'reasoning',
  'thinking',
  'refusal',
  'arguments',
  'transcript',
  'generation',
  'outputText',
  'partial_json',
  'tool_plan',
]);
/** JSON that the model wrote as the input of a tool. */
const WRITTEN_JSON = new Set(['input', 'args']);
const NAMES = new Set(['name']);

/** The texts of an answer that the model wrote, reasoning and tool calls included. */
export function answerTexts(answer: JsonObject): string[] {
  const texts: string[] = [];
  for (const key of [
    'choices',
    'output',
    'outputs',
    'content',
    'candidates',
    'message',
    'generation',
    'generations',
    'results',
    'completion',
    'text',
  ])
    collectWritten(key, answer[key], texts, MAX_LEVELS);
  return texts;
}

function collectWritten(key: string, value: unknown, texts: string[], levels: number): void {
  if (typeof value === 'string') {
    if (WRITTEN.has(key) || NAMES.has(key) || WRITTEN_JSON.has(key) || key === 'completion')
      texts.push(value);
  } else if (WRITTEN_JSON.has(key) && isObject(value)) texts.push(stringifyJson(value));
  else if (levels === 0) return;
  else if (Array.isArray(value)) for (const item of value) collectWritten(key, item, texts, levels - 1);
  else if (isObject(value)) {
    for (const [name, child] of Object.entries(value)) collectWritten(name, child, texts, levels - 1);
  }
}
