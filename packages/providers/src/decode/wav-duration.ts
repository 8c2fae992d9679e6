const RIFF = Buffer.from('RIFF');
const WAVE = Buffer.from('WAVE');
const FORMAT = Buffer.from('fmt ');
const DATA = Buffer.from('data');

/** Length in ms of the first WAV file within a body (a multipart upload); 0 where there is none or its header is odd. */
export function wavDurationMs(body: Uint8Array): number {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  const start = bytes.indexOf(RIFF);
  if (start === -1 || !bytes.subarray(start + 8, start + 12).equals(WAVE)) return 0;
  const format = bytes.indexOf(FORMAT, start);
  const data = bytes.indexOf(DATA, start);
  if (format === -1 || data === -1 || format + 20 > bytes.length || data + 8 > bytes.length) return 0;
  const bytesPerSecond = bytes.readUInt32LE(format + 16);
  const length = bytes.readUInt32LE(data + 4);
  // A recorder that streams doesn't know the length yet and writes the largest there is.
  if (bytesPerSecond === 0 || length === 0 || length >= 0xffff_f000) return 0;
  return Math.round((length / bytesPerSecond) * 1000);
}
