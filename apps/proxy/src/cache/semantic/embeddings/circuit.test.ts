import { expect, it } from 'vitest';
import { createCircuit } from './circuit.ts';

it('opens after five failures in a row and lets one try every ten seconds', () => {
  let now = 0;
  const circuit = createCircuit(() => now);
  for (let i = 0; i < 4; i++) circuit.failed();
  circuit.succeeded();
  for (let i = 0; i < 4; i++) circuit.failed();
  expect([circuit.mayCall(), circuit.isOpen]).toEqual([true, false]);
  circuit.failed();
  expect([circuit.mayCall(), circuit.isOpen]).toEqual([false, true]);
  now = 10_000;
  expect([circuit.mayCall(), circuit.mayCall()]).toEqual([true, false]);
  circuit.failed();
  now = 19_999;
  expect(circuit.mayCall()).toBe(false);
  now = 20_000;
  expect(circuit.mayCall()).toBe(true);
  circuit.succeeded();
  expect([circuit.mayCall(), circuit.mayCall(), circuit.isOpen]).toEqual([true, true, false]);
});
