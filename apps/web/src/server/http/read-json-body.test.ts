import { describe, expect, it } from 'vitest';
import { readJsonBody } from './read-json-body.ts';

const post = (body: BodyInit | null) => new Request('http://localhost/', { method: 'POST', body });

describe('readJsonBody', () => {
  it.each(['{"a":[1,2]}', '"text"', '[]', '{"braces":"{{{[[[\\"[["}'])('reads %s as it is', async (json) => {
    expect(await readJsonBody(post(json))).toBe(json);
  });

  it.each([null, '', ' \n '])('takes %j as no body', async (body) => {
    expect(await readJsonBody(post(body))).toBe('');
  });

  it.each(['{', 'name=x', '{"a":1,}'])('refuses %s', async (text) => {
    await expect(readJsonBody(post(text))).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('refuses a NUL, wherever it stands, and only a NUL', async () => {
    for (const nul of [{ name: 'a\0' }, ['\0'], { 'a\0': 1 }]) {
      await expect(readJsonBody(post(JSON.stringify(nul)))).rejects.toMatchObject({
        code: 'invalid_request',
      });
    }
    const spelledOut = JSON.stringify({ text: '\\u0000' });
    expect(await readJsonBody(post(spelledOut))).toBe(spelledOut);
  });

  it('refuses what nests too deeply to be walked', async () => {
    const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(await readJsonBody(post(deep(64)))).toBe(deep(64));
    await expect(readJsonBody(post(deep(65)))).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('refuses a body over the limit without reading on', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(100_000));
      },
    });
    const request = new Request('http://localhost/', {
      method: 'POST',
      body: endless,
      duplex: 'half',
    } as RequestInit);
    await expect(readJsonBody(request)).rejects.toMatchObject({ code: 'body_too_large' });
    expect(pulled).toBeLessThan(20);
  });
});
