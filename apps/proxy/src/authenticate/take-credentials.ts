/** Where an API key was found, as it was sent; null where none was. */
export interface Credentials {
  key: string | null;
  /** True where something was sent in place of a key that can't be one, such as a wrong scheme. */
  malformed: boolean;
}

const KEY_PREFIX = 'sk-helicone-';
/** Headers in which a client that can't set Helicone-Auth sends `<provider key>,<helicone key>`. */
const SHARED = new Set(['authorization', 'x-api-key', 'api-key']);

/**
 * Finds the caller's API key in Helicone-Auth, the path or beside the provider's key, in that order,
 * and removes it from `headers` (name, value, …) in place: our key never leaves the proxy.
 */
export function takeCredentials(auth: string | null, pathKey: string | null, headers: string[]): Credentials {
  const shared = takeSharedKey(headers);
  if (auth !== null) {
    const key = /^Bearer +(\S+)$/i.exec(auth)?.[1];
    return key === undefined ? { key: null, malformed: true } : { key, malformed: false };
  }
  return { key: pathKey ?? shared, malformed: false };
}

/** Removes our keys from headers that carry the provider's; a header that held nothing else goes entirely. */
function takeSharedKey(headers: string[]): string | null {
  let found: string | null = null;
  for (let i = headers.length - 2; i >= 0; i -= 2) {
    const name = headers[i] ?? '';
    const value = headers[i + 1] ?? '';
    if (!value.includes(KEY_PREFIX) || !SHARED.has(name.toLowerCase())) continue;
    const [, scheme = '', list = ''] = /^(Bearer +)?(.*)$/is.exec(value) ?? [];
    const kept: string[] = [];
    for (const part of list.split(',')) {
      const key = part.trim().replace(/^Bearer +/i, '');
      if (key.startsWith(KEY_PREFIX)) found = key;
      // Anything else that holds one of ours, such as one in quotes, is no provider's key either.
      else if (key !== '' && !key.includes(KEY_PREFIX)) kept.push(key);
    }
    if (kept.length === 0) headers.splice(i, 2);
    else headers[i + 1] = scheme + kept.join(',');
  }
  return found;
}
