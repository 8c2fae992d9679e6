import { answerTo, countTokens } from '../answer.ts';
import { formText, readForm } from '../multipart.ts';
import { json, ProviderRefusal, textOf, type Call, type Reply } from '../reply.ts';
import { requiredModel } from './models.ts';

/** One frame of silence: MPEG-1 layer III, 128 kbit/s, 44.1 kHz; 417 bytes, 26 ms. */
const silentFrame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(413)]);

const contentTypes: Record<string, string> = {
  mp3: 'audio/mpeg',
  opus: 'audio/opus',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
};

/** `POST /v1/audio/speech`: silence, as long as the text (about 15 characters a second). */
export function speech(call: Call): Reply {
  requiredModel(call);
  const text = textOf(call.body['input']);
  if (text === undefined || text === '')
    throw new ProviderRefusal(400, "Missing required parameter: 'input'.", { param: 'input' });
  const format = textOf(call.body['response_format']) ?? 'mp3';
  const contentType = contentTypes[format];
  if (contentType === undefined)
    throw new ProviderRefusal(400, `Unknown response_format '${format}'.`, { param: 'response_format' });
  const frames = Math.ceil((text.length / 15) * (1000 / 26));
  const bytes =
    format === 'wav' ? silentWav(text.length / 15) : Buffer.concat(Array<Buffer>(frames).fill(silentFrame));
  return { kind: 'bytes', status: 200, contentType, bytes };
}

/** `POST /v1/audio/transcriptions` and `…/translations` */
export function transcription(call: Call): Reply {
  const fields = readForm(call.contentType, call.bytes);
  const file = fields.find((field) => field.name === 'file');
  const model = formText(fields, 'model');
  if (model === undefined) throw new ProviderRefusal(400, 'you must provide a model parameter');
  if (file === undefined) throw new ProviderRefusal(400, "'file' is a required property", { param: 'file' });
  // 16 kB a second is what an MP3 of 128 kbit/s has.
  const seconds = Math.max(1, Math.round(file.bytes.length / 16_000));
  const answer = answerTo(`${file.filename ?? 'audio'} ${file.bytes.length}`, call.directives, undefined);
  const { text } = answer;
  const format = formText(fields, 'response_format') ?? 'json';
  if (format === 'text' || format === 'srt' || format === 'vtt') {
    const body = format === 'text' ? `${text}\n` : subtitles(format, text, seconds);
    return { kind: 'bytes', status: 200, contentType: 'text/plain; charset=utf-8', bytes: Buffer.from(body) };
  }
  const audioTokens = seconds * 10;
  const usage = model.startsWith('whisper')
    ? { type: 'duration', seconds }
    : {
        type: 'tokens',
        input_tokens: audioTokens,
        input_token_details: { text_tokens: 0, audio_tokens: audioTokens },
        output_tokens: countTokens(text),
        total_tokens: audioTokens + countTokens(text),
      };
  if (formText(fields, 'stream') === 'true' && !model.startsWith('whisper')) {
    const deltas = answer.pieces.map((delta) => ({ type: 'transcript.text.delta', delta }));
    const events = [...deltas, { type: 'transcript.text.done', text, usage }];
    return { kind: 'stream', events: events.map((event) => `data: ${JSON.stringify(event)}\n\n`) };
  }
  if (format === 'verbose_json')
    return json({ task: 'transcribe', language: 'english', duration: seconds, text, segments: [], usage });
  return json({ text, usage });
}

function subtitles(format: 'srt' | 'vtt', text: string, seconds: number): string {
  const end = `00:${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return format === 'srt'
    ? `1\n00:00:00,000 --> ${end},000\n${text}\n`
    : `WEBVTT\n\n00:00:00.000 --> ${end}.000\n${text}\n`;
}

function silentWav(seconds: number): Buffer {
  const rate = 24_000;
  const data = Buffer.alloc(Math.ceil(seconds * rate) * 2);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}
