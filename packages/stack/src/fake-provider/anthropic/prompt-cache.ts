import { countTokens, hashText } from '../answer.ts';
import { countImages, promptText } from '../prompt-text.ts';
import { isObject, listOf, type Json } from '../reply.ts';

/** The input side of Anthropic's usage: the three parts add up to the whole prompt. */
export interface InputUsage {
  input_tokens: number;
  cache_creation_input_tokens: number;
  cache_read_input_tokens: number;
  cache_creation: { ephemeral_5m_input_tokens: number; ephemeral_1h_input_tokens: number };
}

/** Shorter prefixes are not cached. */
const minTokens = 1024;
const maxEntries = 10_000;

/** Remembers prefixes up to `cache_control` marks: the first request writes them, later ones read them. */
export class PromptCache {
  readonly #known = new Set<string>();

  countInput(body: Json): InputUsage {
    const parts = promptParts(body);
    const total = parts.reduce((sum, part) => sum + part.tokens, 3);
    const none = { cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
    const mark = parts.findLastIndex((part) => part.ttl !== undefined);
    const prefix = parts.slice(0, mark + 1);
    const tokens = prefix.reduce((sum, part) => sum + part.tokens, 0);
    if (mark === -1 || tokens < minTokens) {
      const split = { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 };
      return { input_tokens: total, ...none, cache_creation: split };
    }
    const key = `${String(body['model'])}/${prefix.map((part) => part.hash).join('/')}`;
    const read = this.#known.has(key);
    if (this.#known.size >= maxEntries) this.#known.clear();
    this.#known.add(key);
    const oneHour = prefix.at(-1)?.ttl === '1h';
    return {
      input_tokens: total - tokens,
      cache_creation_input_tokens: read ? 0 : tokens,
      cache_read_input_tokens: read ? tokens : 0,
      cache_creation: {
        ephemeral_5m_input_tokens: read || oneHour ? 0 : tokens,
        ephemeral_1h_input_tokens: read || !oneHour ? 0 : tokens,
      },
    };
  }

  /** Tokens of the whole prompt. */
  countAll(body: Json): number {
    return promptParts(body).reduce((sum, part) => sum + part.tokens, 3);
  }
}

interface PromptPart {
  tokens: number;
  hash: number;
  /** Set where the caller put a cache mark. */
  ttl: string | undefined;
}

/** Tools, system and messages in the order in which Anthropic puts a prompt together. */
function promptParts(body: Json): PromptPart[] {
  const tools = listOf(body['tools']).map((tool) => part(tool, JSON.stringify(tool)));
  const system = blocks(body['system']);
  const messages = listOf(body['messages']).flatMap((message) =>
    isObject(message) ? blocks(message['content']) : [],
  );
  return [...tools, ...system, ...messages];
}

function blocks(content: unknown): PromptPart[] {
  if (typeof content === 'string') return [part(undefined, content)];
  return listOf(content).map((block) => part(block, promptText(block)));
}

function part(block: unknown, text: string): PromptPart {
  const control = isObject(block) && isObject(block['cache_control']) ? block['cache_control'] : undefined;
  const tokens = countTokens(text) + 3 + countImages(block) * 1500;
  return {
    tokens,
    hash: hashText(text),
    ttl: control === undefined ? undefined : String(control['ttl'] ?? '5m'),
  };
}
