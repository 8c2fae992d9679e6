import { peekJson, spanIs } from '../body/peek-json.ts';

const OPTION = '"include_usage":true';
const STREAM = Buffer.from('"stream"');

/**
 * The body of a chat request with `stream_options.include_usage` spliced in, every other byte as the client sent it.
 * Null where it isn't a stream, says itself whether it wants usage, or can't be understood.
 */
export function askForUsage(body: Buffer): Buffer | null {
  if (!body.includes(STREAM)) return null;
  const peek = peekJson(body, ['stream', 'stream_options']);
  if (peek === null) return null;
  const { stream, stream_options: options } = peek.fields;
  if (stream === undefined || !spanIs(body, stream, 'true')) return null;
  if (options === undefined) return splice(body, peek.inside, peek.inside, `"stream_options":{${OPTION}},`);
  if (spanIs(body, options, 'null')) return splice(body, options.start, options.end, `{${OPTION}}`);
  const inner = peekJson(body, ['include_usage'], options.start);
  if (inner === null || inner.fields.include_usage !== undefined) return null;
  return splice(body, inner.inside, inner.inside, inner.empty ? OPTION : `${OPTION},`);
}

function splice(body: Buffer, from: number, to: number, text: string): Buffer {
  return Buffer.concat([body.subarray(0, from), Buffer.from(text), body.subarray(to)]);
}
