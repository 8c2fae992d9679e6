import { isObject, listOf, textOf } from './reply.ts';

/** All text of a message list or input, for counting and hashing: strings, content parts, tool results. */
export function promptText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(promptText).join('\n');
  if (!isObject(value)) return '';
  const parts = [
    value['text'],
    value['content'],
    value['input_text'],
    value['output'],
    value['arguments'],
    value['thinking'],
  ];
  return parts
    .map(promptText)
    .filter((text) => text !== '')
    .join('\n');
}

/** Text of the last message of this role: what the answer is about. */
export function lastUserText(messages: unknown): string {
  if (typeof messages === 'string') return messages;
  const last = listOf(messages).findLast((message) => isObject(message) && message['role'] === 'user');
  return promptText(last);
}

/** Images in a message list: their tokens don't depend on the length of their base64. */
export function countImages(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countImages(item), 0);
  if (!isObject(value)) return 0;
  const type = textOf(value['type']);
  if (type === 'image_url' || type === 'input_image' || type === 'image') return 1;
  return countImages(value['content']);
}
