import { formatBytes } from '../format/format-count.ts';
import { asText } from './json.ts';

/** What is known of a picture or file, from its address, which may carry it whole (`data:`). */
export function describeUrl(url: unknown): string {
  const text = asText(url);
  if (text === null) return 'no address';
  const data = /^data:([^;,]*)[^,]*,/.exec(text);
  return data === null ? text : describeBase64(data[1] ?? null, text.slice(data[0].length));
}

/** Media type and size of base64 data. */
export function describeBase64(mediaType: string | null, base64: unknown): string {
  const length = typeof base64 === 'string' ? base64.replace(/=+$/, '').length : 0;
  return `${mediaType || 'unknown type'}, ${formatBytes(Math.floor((length * 3) / 4))}`;
}
