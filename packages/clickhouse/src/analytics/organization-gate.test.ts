import { expect, it } from 'vitest';
import { createOrganizationGate } from './organization-gate.ts';

const never = new AbortController().signal;

/** Work that ends when it is told to. */
function work() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const done: string[] = [];
  return { end: () => end(), run: (name: string) => async () => (done.push(name), await ended), done };
}

it('lets an organization do so much at once, in the order of asking, and others beside it', async () => {
  const gate = createOrganizationGate({ atOnce: 2, mostWaiting: 2 });
  const first = work();
  const later = work();
  const running = [
    gate.run('a', never, first.run('1')),
    gate.run('a', never, first.run('2')),
    gate.run('a', never, later.run('3')),
    gate.run('a', never, later.run('4')),
    gate.run('b', never, first.run('b')),
  ];
  await expect(gate.run('a', never, first.run('5'))).rejects.toMatchObject({
    code: 'too_many_requests',
    retryable: true,
  });
  expect([first.done, later.done]).toEqual([['1', '2', 'b'], []]);
  first.end();
  later.end();
  await Promise.all(running);
  expect(later.done).toEqual(['3', '4']);
  await gate.run('a', never, first.run('6'));
});

it('forgets who has left the line, and goes on after a failure', async () => {
  const gate = createOrganizationGate({ atOnce: 1, mostWaiting: 5 });
  const { run, end, done } = work();
  const running = gate.run('a', never, run('1'));
  const leaver = new AbortController();
  const left = gate.run('a', leaver.signal, run('left'));
  const failing = gate.run('a', never, () => Promise.reject(new Error('no')));
  const last = gate.run('a', never, run('last'));
  leaver.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  await expect(gate.run('a', leaver.signal, run('late'))).rejects.toThrow('gone');
  end();
  await expect(failing).rejects.toThrow('no');
  await Promise.all([running, last]);
  expect(done).toEqual(['1', 'last']);
});
