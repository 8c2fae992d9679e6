/** Schemes that a link in somebody's text may have. */
const linkSchemes = new Set(['http:', 'https:', 'mailto:']);
/** Pictures that a text may carry whole. */
const INLINE_IMAGE = /^data:image\/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=]+$/;

/** The address of a link or picture in a text from anywhere; '' where it isn't safe to be followed. */
export function safeUrl(url: string, key: string): string {
  if (key === 'src' && INLINE_IMAGE.test(url)) return url;
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed !== null && linkSchemes.has(parsed.protocol) ? parsed.href : '';
}

/** The host of a remote address; null where it isn't http or https. */
export function hostOf(url: string): string | null {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return null;
  return new URL(url).host;
}
