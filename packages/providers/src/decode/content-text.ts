import { arrayOf, isObject, objectOf, stringOf } from './json.ts';

/** What stands for a content part without text of its own. */
const placeholders = new Map([
  ['image_url', '[image]'],
  ['input_image', '[image]'],
  ['image', '[image]'],
  ['input_audio', '[audio]'],
  ['audio', '[audio]'],
  ['file', '[file]'],
  ['input_file', '[file]'],
  ['document', '[document]'],
]);

/** The text of a message's content: a string, or parts of which the texts are joined. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  return arrayOf(content).map(partText).filter(Boolean).join(' ');
}

function partText(part: unknown): string {
  if (typeof part === 'string') return part;
  if (!isObject(part)) return '';
  return stringOf(part.text) || stringOf(part.refusal) || (placeholders.get(stringOf(part.type)) ?? '');
}

/** The text of the last message of the user that has any; an agent's last ones often hold tool results only. */
export function lastUserText(messages: unknown): string {
  const last = arrayOf(messages).findLast(
    (message) => isObject(message) && message.role === 'user' && contentText(message.content).trim() !== '',
  );
  return contentText(objectOf(last).content);
}

/** The text of `prompt` or `input`: a string, several, or tokens, which are only counted. */
export function promptText(prompt: unknown): string {
  if (typeof prompt === 'string') return prompt;
  const items = arrayOf(prompt);
  if (items.length > 0 && items.every((item) => typeof item === 'number')) return `[${items.length} tokens]`;
  return items
    .slice(0, 100)
    .map((item) => (Array.isArray(item) ? promptText(item) : partText(item)))
    .filter(Boolean)
    .join(' ');
}

/** The message of an error body, whoever wrote it; '' where there is none. */
export function errorText(body: unknown): string {
  const { error, message, detail } = objectOf(Array.isArray(body) ? body[0] : body);
  return stringOf(objectOf(error).message) || stringOf(error) || stringOf(message) || stringOf(detail);
}
