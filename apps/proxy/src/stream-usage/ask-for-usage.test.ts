import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askForUsage } from './ask-for-usage.ts';

const ask = (text: string): string | undefined => askForUsage(Buffer.from(text))?.toString();

describe('askForUsage', () => {
  it('changes nothing but what it adds, byte for byte', () => {
    expect(ask('{ "model":"gpt-4o",\t"é":"\\u00e9", "stream" : true , "n": 1.0 }\n')).toBe(
      '{"stream_options":{"include_usage":true}, "model":"gpt-4o",\t"é":"\\u00e9", "stream" : true , "n": 1.0 }\n',
    );
  });

  it.each([
    ['{"stream":true,"stream_options":{}}', '{"stream":true,"stream_options":{"include_usage":true}}'],
    ['{"stream":true,"stream_options":null}', '{"stream":true,"stream_options":{"include_usage":true}}'],
    [
      '{"stream_options":{ "include_obfuscation":false},"stream":true}',
      '{"stream_options":{"include_usage":true, "include_obfuscation":false},"stream":true}',
    ],
  ])('completes %s', (text, expected) => expect(ask(text)).toBe(expected));

  it.each([
    ['no stream', '{"model":"m"}'],
    ['stream off', '{"stream":false}'],
    ['a stream that is no boolean', '{"stream":"true"}'],
    ['a stream deeper down', '{"messages":[{"stream":true}]}'],
    ['the word in a text', '{"content":"\\"stream\\":true"}'],
    ['usage asked for', '{"stream":true,"stream_options":{"include_usage":true}}'],
    ['usage refused', '{"stream":true,"stream_options":{"include_usage":false}}'],
    ['options that are none', '{"stream":true,"stream_options":[]}'],
    ['the key twice', '{"stream":true,"stream":true}'],
    ['no JSON', '"stream":true'],
    ['cut JSON', '{"stream":true,"messages":['],
  ])('leaves a body with %s alone', (_what, text) => expect(ask(text)).toBeUndefined());

  it('means exactly the added option to a parser, whatever else is there', { timeout: 60_000 }, () => {
    const objects = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }), {
      maxKeys: 6,
    });
    fc.assert(
      fc.property(objects, fc.constantFrom(0, 2), (others, indent) => {
        const { stream_options: _, ...rest } = others;
        const value = { ...rest, stream: true };
        const spliced = ask(JSON.stringify(value, null, indent));
        const plain = JSON.parse(JSON.stringify(value)) as object;
        expect(JSON.parse(spliced ?? '')).toEqual({ ...plain, stream_options: { include_usage: true } });
      }),
    );
  });
});
