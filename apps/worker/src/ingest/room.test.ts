import { expect, test } from 'vitest';
import { createRoom } from './room.ts';

test('who finds no room waits in line, and what is too large goes in alone', async () => {
  const room = createRoom(10);
  const order: string[] = [];
  const enter = async (name: string, weight: number) => {
    const leave = await room.enter(weight);
    order.push(name);
    return leave;
  };
  const first = enter('first', 6);
  const large = enter('large', 50);
  const small = enter('small', 1);
  (await first)();
  const leaveLarge = await large;
  expect(order).toEqual(['first', 'large']);
  leaveLarge();
  (await small)();
  expect(order).toEqual(['first', 'large', 'small']);
});
