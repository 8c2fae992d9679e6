import { expect, it } from 'vitest';
import { decodeExchange } from '../decode-exchange.ts';
import { capturedExchange } from '../testing/captured-exchange.ts';
import { lastCueMs } from './last-cue.ts';
import { readMultipartFields } from './multipart-fields.ts';
import { wavDurationMs } from './wav-duration.ts';

/** A WAV header (16 kHz, mono, 16 bit) and as much silence. */
function wav(seconds: number): Buffer {
  const bytes = Buffer.alloc(44 + seconds * 32_000);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(16_000, 24);
  bytes.writeUInt32LE(32_000, 28);
  bytes.write('data', 36);
  bytes.writeUInt32LE(seconds * 32_000, 40);
  return bytes;
}

function form(fields: Record<string, string | Buffer>): Buffer {
  const parts = Object.entries(fields).map(([name, value]) => {
    const file = typeof value === 'string' ? '' : '; filename="a.wav"\r\nContent-Type: audio/wav';
    return Buffer.concat([
      Buffer.from(`--b0\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]);
  });
  return Buffer.concat([...parts, Buffer.from('--b0--\r\n')]);
}

const contentType = 'multipart/form-data; boundary=b0';

it('reads the text fields of a form, and no file', () => {
  const body = form({ model: 'whisper-1', file: wav(1), prompt: 'two\r\nlines' });
  expect(readMultipartFields(contentType, body)).toEqual({ model: 'whisper-1', prompt: 'two\r\nlines' });
  expect(readMultipartFields('multipart/form-data; boundary="b0"', body)).toHaveProperty('model');
  expect(readMultipartFields(contentType, body.subarray(0, 60))).toEqual({});
  expect(readMultipartFields('application/json', body)).toBeNull();
});

it('knows how long a WAV file is', () => {
  expect(wavDurationMs(form({ file: wav(3) }))).toBe(3000);
  expect(wavDurationMs(Buffer.from('no RIFF at all'))).toBe(0);
  expect(wavDurationMs(wav(1).subarray(0, 30))).toBe(0);
});

it('knows where subtitles end', () => {
  expect(lastCueMs('WEBVTT\n\n00:00.000 --> 00:02.500\nHi\n\n01:00:00.000 --> 01:00:01.000\nBye')).toBe(
    3_601_000,
  );
  expect(lastCueMs('no cues')).toBe(0);
});

it('bills a transcription as text by the length of its upload', () => {
  const decoded = decodeExchange(
    capturedExchange({
      record: { apiFormat: 'openai-transcription', path: '/v1/audio/transcriptions' },
      request: form({ model: 'whisper-1', response_format: 'text', file: wav(12) }),
      requestFacts: { contentType },
      response: 'Hello there.\n',
      responseFacts: { contentType: 'text/plain' },
    }),
  );
  expect(decoded).toMatchObject({ model: 'whisper-1', usage: { audioMs: 12_000 }, usageFlags: [] });
});
