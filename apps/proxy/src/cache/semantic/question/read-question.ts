import type { ApiFormat } from '@heliograph/providers/api-format';

/** A request whose answer may be one to a question of the same meaning. */
export interface Question {
  /** The last message's text: all that is compared by meaning. */
  text: string;
  /** Where in the body that text stands; all that stands elsewhere has to be the same. */
  paths: string[][];
}

type JsonObject = Record<string, unknown>;
type Read = Question | { refused: string };

/** Longer texts differ in too many details for a vector to tell them apart, and embedding models cut them off. */
const MAX_CHARACTERS = 4_000;
/** After earlier turns, "yes, do it" means what those say, not what it says itself. */
const MIN_FOLLOW_UP_CHARACTERS = 16;

/**
 * Reads the question of a chat request, or says why it may not be answered by similarity, in words that go after
 * "semantic cache not used:". `body` is the parsed JSON.
 */
export function readQuestion(body: unknown, apiFormat: ApiFormat): Read {
  if (!isObject(body)) return refuse('the body is no JSON object');
  switch (apiFormat) {
    case 'openai-chat':
      return readChat(body);
    case 'anthropic-messages':
      return readLast(body, 'messages');
    case 'openai-responses':
      return readResponses(body);
    default:
      return refuse('only chat completions, responses and messages have a question to compare');
  }
}

function readChat(body: JsonObject): Read {
  if (typeof body.n === 'number' ? body.n > 1 : isSet(body.n))
    return refuse('several answers are asked for (n)');
  if (
    isSet(body.audio) ||
    (Array.isArray(body.modalities) && body.modalities.some((kind) => kind !== 'text'))
  ) {
    return refuse('the answer is asked for as audio');
  }
  return readLast(body, 'messages');
}

function readResponses(body: JsonObject): Read {
  if (isSet(body.previous_response_id) || isSet(body.conversation)) {
    return refuse('earlier turns are kept by the provider, where they cannot be compared');
  }
  if (body.background === true) return refuse('the answer is asked for in the background');
  if (isSet(body.prompt)) return refuse('the prompt is kept by the provider, where it cannot be compared');
  if (typeof body.input === 'string') return accept(body.input, [['input']], false);
  return readLast(body, 'input');
}

/** The last of a list of messages has to be the user's, and text throughout. */
function readLast(body: JsonObject, key: 'messages' | 'input'): Read {
  const messages = body[key];
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  if (!Array.isArray(messages) || !isObject(last)) return refuse('there is no message');
  const type = last.type;
  if (last.role === 'tool' || last.role === 'function' || isToolResult(type)) {
    return refuse("the last message is a tool's result");
  }
  if (last.role !== 'user' || (isSet(type) && type !== 'message'))
    return refuse("the last message isn't the user's");
  const content = readContent(last.content);
  if ('refused' in content) return content;
  const place = [key, String(messages.length - 1), 'content'];
  const paths = content.paths.map((path) => [...place, ...path]);
  return accept(content.text, paths, messages.some(isAnswer));
}

/** A message's text, and where in its content it stands. */
function readContent(content: unknown): Question | { refused: string } {
  if (typeof content === 'string') return { text: content, paths: [[]] };
  if (!Array.isArray(content)) return refuse('the last message has no text');
  const texts: string[] = [];
  const paths: string[][] = [];
  for (const [index, part] of (content as unknown[]).entries()) {
    if (!isObject(part)) return refuse('the last message holds something other than text');
    if (isToolResult(part.type)) return refuse("the last message is a tool's result");
    if (typeof part.text !== 'string' || (part.type !== 'text' && part.type !== 'input_text')) {
      return refuse('the last message holds something other than text');
    }
    texts.push(part.text);
    paths.push([String(index), 'text']);
  }
  return { text: texts.join('\n'), paths };
}

function accept(asked: string, paths: string[][], isFollowUp: boolean): Read {
  const text = asked.trim();
  if (text === '') return refuse('the last message has no text');
  // Some characters stand for many: a ligature for a whole phrase.
  if (text.length > MAX_CHARACTERS || text.normalize('NFKC').length > MAX_CHARACTERS) {
    return refuse(`the last message has more than ${MAX_CHARACTERS} characters`);
  }
  if (isFollowUp && text.length < MIN_FOLLOW_UP_CHARACTERS) {
    return refuse('so short a message after others takes its meaning from them');
  }
  return { text, paths };
}

/** A turn of the model's, or of a tool that it called. */
function isAnswer(message: unknown): boolean {
  return (
    isObject(message) && message.role !== 'system' && message.role !== 'developer' && message.role !== 'user'
  );
}

function isToolResult(type: unknown): boolean {
  return typeof type === 'string' && /tool_result$|_call_output$|_tool_call$|^mcp_/.test(type);
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function refuse(refused: string): { refused: string } {
  return { refused };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
