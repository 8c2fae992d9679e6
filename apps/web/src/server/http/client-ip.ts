import { isIP } from 'node:net';

/**
 * The address a request came from, as far as can be trusted: the entry of X-Forwarded-For that the outermost of
 * `trustedProxies` proxies appended; without a proxy Next puts the socket's address there. Null where there is none.
 * A caller who reaches us directly can forge the header, so nothing may rest on this alone.
 */
export function clientIp(headers: Headers, trustedProxies: number): string | null {
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
  const hop = hops[Math.max(0, hops.length - trustedProxies)] ?? '';
  const address = hop.replace(/^::ffff:(?=\d+\.)/i, '').replace(/^\[(.+)\](:\d+)?$/, '$1');
  const withoutPort = /^[\d.]+:\d+$/.test(address) ? address.slice(0, address.indexOf(':')) : address;
  return isIP(withoutPort) === 0 ? null : withoutPort;
}

/** What counts as one caller: an IPv4 address, or the /64 of an IPv6 address, which one person holds whole. */
export function ipBucket(ip: string | null): string {
  if (ip === null) return 'unknown';
  if (isIP(ip) !== 6) return ip;
  const [head = '', tail] = ip.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...gap, ...right].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
