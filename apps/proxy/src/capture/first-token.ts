import type { ApiFormat } from '@heliograph/providers/api-format';

/**
 * A cheap look at the bytes of an event stream: does this piece hold the first event that carries content?
 * Nothing is parsed; an event that is cut between two pieces is seen with the next one.
 */
export function watchForFirstToken(apiFormat: ApiFormat): (chunk: Buffer) => boolean {
  switch (apiFormat) {
    case 'openai-chat':
      return (chunk) =>
        CHAT_TEXT.some((name) => hasFilledString(chunk, name)) ||
        CHAT_CALLS.some((name) => chunk.includes(name));
    case 'openai-completions':
      return (chunk) => hasFilledString(chunk, TEXT);
    case 'openai-responses':
      return (chunk) => chunk.includes(RESPONSES_DELTA);
    case 'anthropic-messages':
      return (chunk) => chunk.includes(ANTHROPIC_DELTA);
    case 'gemini':
      return (chunk) => hasFilledString(chunk, TEXT) || chunk.includes(GEMINI_CALL);
    case 'cohere-chat':
      return (chunk) => COHERE_DELTAS.some((name) => chunk.includes(name));
    case 'bedrock-converse':
      return (chunk) => chunk.includes(CONVERSE_DELTA);
    case 'bedrock-invoke':
      return (chunk) => chunk.includes(INVOKE_CHUNK);
    default:
      return (chunk) => chunk.includes(DATA);
  }
}

const CHAT_TEXT = ['"content":', '"reasoning_content":', '"reasoning":', '"refusal":'].map((text) =>
  Buffer.from(text),
);
const CHAT_CALLS = ['"tool_calls":', '"function_call":'].map((text) => Buffer.from(text));
const TEXT = Buffer.from('"text":');
const RESPONSES_DELTA = Buffer.from('.delta"');
const ANTHROPIC_DELTA = Buffer.from('content_block_delta');
const GEMINI_CALL = Buffer.from('"functionCall"');
const COHERE_DELTAS = ['content-delta', 'tool-call-start', 'text-generation'].map((text) =>
  Buffer.from(text),
);
const CONVERSE_DELTA = Buffer.from('contentBlockDelta');
/** Its content is base64; Claude's first two chunks hold none, but come together with the first that does. */
const INVOKE_CHUNK = Buffer.from(':event-type');
const DATA = Buffer.from('data:');
const QUOTE = 0x22;
const SPACE = 0x20;

/** Whether `name` is followed by a string that isn't empty. */
function hasFilledString(chunk: Buffer, name: Buffer): boolean {
  for (let at = chunk.indexOf(name); at !== -1; at = chunk.indexOf(name, at + 1)) {
    let value = at + name.length;
    while (chunk[value] === SPACE) value++;
    const inside = chunk[value + 1];
    if (chunk[value] === QUOTE && inside !== undefined && inside !== QUOTE) return true;
  }
  return false;
}
