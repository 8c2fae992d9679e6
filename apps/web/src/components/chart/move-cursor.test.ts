import { expect, test } from 'vitest';
import { moveCursor } from './move-cursor.ts';

const keys = (...pressed: string[]) => {
  let cursor: ReturnType<typeof moveCursor> = null;
  for (const name of pressed) {
    const key = name.replace('Shift+', '');
    cursor = moveCursor(cursor, { key, extend: key !== name, count: 24 }) ?? cursor;
  }
  return cursor;
};

test('begins with what is newest and goes from place to place', () => {
  expect(keys('ArrowLeft')).toEqual({ start: 23, end: 23 });
  expect(keys('ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowRight')).toEqual({ start: 22, end: 22 });
  expect(keys('Home', 'ArrowLeft')).toEqual({ start: 0, end: 0 });
  expect(keys('End', 'ArrowRight')).toEqual({ start: 23, end: 23 });
  expect(keys('ArrowLeft', 'PageDown')).toEqual({ start: 21, end: 21 });
});

test('takes several with Shift, in either direction', () => {
  expect(keys('Home', 'Shift+ArrowRight', 'Shift+ArrowRight')).toEqual({ start: 0, end: 2 });
  expect(keys('End', 'Shift+Home')).toEqual({ start: 23, end: 0 });
  expect(keys('Home', 'Shift+ArrowRight', 'ArrowRight')).toEqual({ start: 2, end: 2 });
});

test('leaves other keys to the page', () =>
  expect(keys('ArrowLeft', 'Tab', 'r')).toEqual({ start: 23, end: 23 }));
