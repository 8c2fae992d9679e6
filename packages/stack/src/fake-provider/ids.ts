import { randomBytes } from 'node:crypto';

const run = randomBytes(8).toString('hex');
let count = 0;

/** An id that is unique in this run, in the length the providers use; a counter, because load tests need many. */
export function newId(prefix: string): string {
  count += 1;
  return `${prefix}${run}${count.toString(16).padStart(8, '0')}`;
}

export function unixSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
