/** Browsers can't set headers, so keys travel among the subprotocols. */
const PROVIDER_KEY = 'openai-insecure-api-key.';
const OWN_KEY = 'helicone-auth.';
const HEADER = 'sec-websocket-protocol';

/** Keys that stood among the subprotocols of a request; null where there were none. */
export interface SubprotocolKeys {
  providerKey: string | null;
  ownKey: string | null;
}

/** Finds the keys and takes ours out of `headers` (name, value, …) in place: it never leaves the proxy. */
export function takeSubprotocolKeys(headers: string[]): SubprotocolKeys {
  const keys: SubprotocolKeys = { providerKey: null, ownKey: null };
  for (let i = headers.length - 2; i >= 0; i -= 2) {
    if (headers[i]?.toLowerCase() !== HEADER) continue;
    const kept: string[] = [];
    for (const item of (headers[i + 1] ?? '').split(',').map((part) => part.trim())) {
      if (item.startsWith(OWN_KEY)) keys.ownKey = item.slice(OWN_KEY.length);
      else if (item !== '') kept.push(item);
      if (item.startsWith(PROVIDER_KEY)) keys.providerKey = item.slice(PROVIDER_KEY.length);
    }
    if (kept.length === 0) headers.splice(i, 2);
    else headers[i + 1] = kept.join(', ');
  }
  return keys;
}
