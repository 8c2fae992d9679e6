import { expect, test } from 'vitest';
import { mediaAt, mediaOf } from './media-part.ts';

const png = 'iVBORw0KGgoAAAANSUhEUg==';

test('inline data of a type that browsers know can be shown', () => {
  expect(mediaOf(png, null, { kind: 'image' })).toEqual({
    type: 'media',
    kind: 'image',
    description: 'image/png, 16 B',
    src: `data:image/png;base64,${png}`,
  });
  expect(mediaOf('SUQzBAAAAAAA', 'audio', { kind: 'audio' }).src).toBe('data:audio/mpeg;base64,SUQzBAAAAAAA');
  expect(mediaAt(`data:image/png;base64,${png}`, { kind: 'image' }).src).toBe(`data:image/png;base64,${png}`);
  // URL-safe base64, as Gemini has it.
  expect(mediaOf('iVBORw0KGgo-_w', 'image/png', { kind: 'image' }).src).toBe(
    'data:image/png;base64,iVBORw0KGgo+/w',
  );
});

test.each([
  ['text/html', 'PHNjcmlwdD4='],
  ['image/svg+xml', 'PHN2Zz4='],
  ['image/png', 'not base64 at all"<'],
  ['audio/pcm16', 'AAAA'],
])('%s stays a description', (mediaType, data) => {
  expect(mediaOf(data, mediaType, { kind: 'image' }).src).toBeNull();
  expect(mediaAt(`data:${mediaType};base64,${data}`, { kind: 'file' }).src).toBeNull();
});

test('a remote address is told, whatever its name; no other scheme is', () => {
  expect(mediaAt('https://example.org/a.png', { kind: 'image', name: 'a' })).toMatchObject({
    description: 'a',
    src: 'https://example.org/a.png',
  });
  for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'gs://bucket/a', 'blob:x', null])
    expect(mediaAt(url, { kind: 'image' }).src).toBeNull();
});
