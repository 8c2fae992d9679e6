import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { signatureOf } from './sign.ts';

type Verify = (body: string, header: string | undefined, secret: string, now?: number) => boolean;

/** The sample of docs/notifications.md, as a receiver would run it. */
async function loadSample(): Promise<Verify> {
  const docs = await readFile(new URL('../../../../docs/notifications.md', import.meta.url), 'utf8');
  const [, sample = ''] = /```js\n([\s\S]*?)```/.exec(docs) ?? [];
  const module = (await import(`data:text/javascript,${encodeURIComponent(sample)}`)) as {
    isFromHeliograph: Verify;
  };
  return module.isFromHeliograph;
}

const now = Date.parse('2026-11-21T10:00:00Z');
const body = '{"id":"1","name":"Zoë"}';
const secret = 'whsec_of-the-test-alone';

it('is accepted by the sample of the documentation', async () => {
  const verify = await loadSample();
  expect(verify(body, signatureOf(body, secret, now / 1_000), secret, now)).toBe(true);
  expect(verify(body, signatureOf(body, secret, now / 1_000 - 240), secret, now)).toBe(true);
});

it.each([
  ['another body', signatureOf(`${body} `, secret, now / 1_000)],
  ['another secret', signatureOf(body, `${secret}x`, now / 1_000)],
  ['an old one', signatureOf(body, secret, now / 1_000 - 301)],
  ['one of the future', signatureOf(body, secret, now / 1_000 + 301)],
  ['another time', signatureOf(body, secret, now / 1_000).replace(/^t=\d+/, `t=${now / 1_000 - 1}`)],
  ['half a signature', signatureOf(body, secret, now / 1_000).slice(0, -32)],
  ['none', undefined],
])('%s is not', async (_what, header) => {
  const verify = await loadSample();
  expect(verify(body, header, secret, now)).toBe(false);
});
