import { expect, it } from 'vitest';
import { createSessionLog } from './session-log.ts';

const audio = 'QUJD'.repeat(1000);
const done = JSON.stringify({ type: 'response.done', response: { usage: { input_tokens: 3 } } });

it('keeps events and leaves audio out', () => {
  const log = createSessionLog(10_000, () => 5);
  log.fromClient(JSON.stringify({ type: 'input_audio_buffer.append', audio }));
  log.fromServer(JSON.stringify({ type: 'response.output_audio.delta', delta: audio }));
  log.fromServer(done);
  log.fromServer('no JSON');
  expect(log.request('gpt-realtime').text.toString()).toBe(
    '{"model":"gpt-realtime","events":[\n{"type":"input_audio_buffer.append","audio":"[4000 characters of audio]"}\n]}',
  );
  expect(log.response().text.toString()).toBe(`data: ${done}\n\n`);
  expect(log.firstContentAt).toBe(5);
});

it('keeps what was used when everything else is too much', () => {
  const log = createSessionLog(100, () => 0);
  for (let i = 0; i < 50; i += 1) {
    log.fromServer(
      JSON.stringify({ type: 'conversation.item.added', item: { id: i, content: 'x'.repeat(50) } }),
    );
    log.fromServer(done);
  }
  const response = log.response();
  expect(response.truncated).toBe(true);
  expect(response.text.toString().match(/response\.done/g)).toHaveLength(50);
});
