import type { MediaPart } from './conversation.ts';
import { describeBase64, describeUrl } from './describe-media.ts';
import { asText } from './json.ts';

/** Types that a browser can show or play, as their data may be named in formats and media types. */
const playable: Record<string, string> = {
  'image/png': 'image/png',
  'image/jpeg': 'image/jpeg',
  'image/jpg': 'image/jpeg',
  'image/gif': 'image/gif',
  'image/webp': 'image/webp',
  'image/avif': 'image/avif',
  'audio/wav': 'audio/wav',
  'audio/x-wav': 'audio/wav',
  'audio/mp3': 'audio/mpeg',
  'audio/mpeg': 'audio/mpeg',
  'audio/mp4': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
  'audio/aac': 'audio/aac',
  'audio/ogg': 'audio/ogg',
  'audio/opus': 'audio/ogg',
  'audio/flac': 'audio/flac',
  'audio/webm': 'audio/webm',
};

/** How base64 of a kind of file begins. */
const beginnings: readonly (readonly [pattern: RegExp, mediaType: string])[] = [
  [/^iVBORw0KGgo/, 'image/png'],
  [/^\/9j\//, 'image/jpeg'],
  [/^R0lGOD/, 'image/gif'],
  [/^UklGR.{6}XRUJQ/, 'image/webp'],
  [/^UklGR/, 'audio/wav'],
  [/^(?:SUQz|\/\/[suv])/, 'audio/mpeg'],
  [/^T2dn/, 'audio/ogg'],
  [/^ZkxhQ/, 'audio/flac'],
];

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

interface Named {
  kind: MediaPart['kind'];
  /** What the caller calls it; null where it has no name. */
  name?: string | null;
}

/** A picture, sound or file at an address, which may carry it whole (`data:`). */
export function mediaAt(url: unknown, { kind, name = null }: Named): MediaPart {
  const text = asText(url);
  const data = text === null ? null : /^data:([^;,]*)[^,]*;base64,/i.exec(text);
  if (text !== null && data !== null)
    return mediaOf(text.slice(data[0].length), data[1] || null, { kind, name });
  const isRemote = text !== null && /^https?:\/\//i.test(text);
  return { type: 'media', kind, description: name ?? describeUrl(url), src: isRemote ? text : null };
}

/** A picture, sound or file that stands in the body as base64. */
export function mediaOf(base64: unknown, mediaType: string | null, { kind, name = null }: Named): MediaPart {
  const text = asText(base64)?.replaceAll(/\s+/g, '') ?? null;
  const found = text === null ? undefined : beginnings.find(([pattern]) => pattern.test(text))?.[1];
  const type = found ?? playable[mediaType?.toLowerCase() ?? ''];
  const fits = type?.startsWith(`${kind}/`) === true && text !== null && BASE64.test(text);
  const standard = text?.replaceAll('-', '+').replaceAll('_', '/');
  return {
    type: 'media',
    kind,
    description: name ?? describeBase64(mediaType ?? found ?? null, base64),
    src: fits ? `data:${type};base64,${standard}` : null,
  };
}
