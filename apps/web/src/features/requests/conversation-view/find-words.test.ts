import { describe, expect, test } from 'vitest';
import type { ConversationItem } from '../conversation/conversation.ts';
import { mayHold, messagesThatMayHold } from './find-words.ts';

describe('mayHold', () => {
  test.each([
    ['You are a **careful** assistant', 'careful assistant', true],
    ['You are a **careful** assistant', 'CAREFUL', true],
    ['Der Größte', 'größte', true],
    ['a.b', 'a+b', false],
    ['careful', 'careful assistant', false],
  ])('%j may hold %j: %j', (text, words, expected) => {
    expect(mayHold(text, words)).toBe(expected);
  });
});

test('messages are found by whatever is drawn of them, up to a number', () => {
  const item = (...parts: ConversationItem['parts']): ConversationItem => ({ role: 'user', parts });
  const items = [
    item({ type: 'text', text: 'nothing' }),
    item({ type: 'tool-call', id: 'call_1', name: 'get_weather', input: '{"city":"Paris"}' }),
    item({ type: 'text', text: 'nothing' }, { type: 'thinking', text: 'Paris it is' }),
    item({ type: 'other', kind: 'search', json: '{"q":"paris"}' }),
  ];
  expect(messagesThatMayHold(items, 'paris', 10)).toEqual([1, 2, 3]);
  expect(messagesThatMayHold(items, 'paris', 2)).toEqual([1, 2]);
  expect(messagesThatMayHold(items, 'get_weather', 10)).toEqual([1]);
  expect(messagesThatMayHold(items, ' ', 10)).toEqual([]);
});
