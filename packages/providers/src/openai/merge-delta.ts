import { arrayOf, isObject, stringOf, type JsonObject } from '../decode/json.ts';

/** Strings that arrive whole, in each chunk again or once. */
const whole = new Set(['role', 'id', 'type', 'name', 'index']);

/** Each delta looks for its call among all, so their number has to have an end. */
const MAX_CALLS = 1000;

/**
 * Adds a chunk's delta to the message so far: text is appended, lists are joined (tool calls by their index),
 * everything else replaces what was there.
 */
export function mergeDelta(message: JsonObject, delta: JsonObject, levels = 8): void {
  for (const [key, value] of Object.entries(delta)) {
    if (key === '__proto__' || value === null || value === undefined) continue;
    const before = message[key];
    if (typeof value === 'string' && typeof before === 'string' && !whole.has(key))
      message[key] = before + value;
    else if (key === 'tool_calls')
      message[key] = mergeToolCalls(Array.isArray(before) ? before : [], arrayOf(value));
    else if (Array.isArray(value) && Array.isArray(before)) for (const item of value) before.push(item);
    else if (isObject(value) && isObject(before) && levels > 0) mergeDelta(before, value, levels - 1);
    else if (value !== '' || before === undefined) message[key] = value;
  }
}

/** Servers leave the index out where there is one call only. */
function mergeToolCalls(calls: unknown[], deltas: readonly unknown[]): unknown[] {
  for (const delta of deltas.filter(isObject)) {
    const index = typeof delta.index === 'number' ? delta.index : 0;
    const isNew = stringOf(delta.id) !== '';
    const known = calls.findLast(
      (call) =>
        isObject(call) &&
        call.index === index &&
        !(isNew && stringOf(call.id) !== '' && call.id !== delta.id),
    );
    if (isObject(known)) mergeDelta(known, { ...delta, index });
    else if (calls.length < MAX_CALLS) calls.push({ ...delta, index });
  }
  return calls;
}

/** A finished message in the shape of a plain answer, where tool calls have no index. */
export function finishMessage(message: JsonObject): JsonObject {
  if (!Array.isArray(message.tool_calls)) return message;
  const calls = message.tool_calls.filter(isObject).map(({ index: _, ...call }) => call);
  return { ...message, tool_calls: calls };
}
