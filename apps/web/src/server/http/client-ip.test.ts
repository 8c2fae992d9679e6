import { describe, expect, it } from 'vitest';
import { clientIp, ipBucket } from './client-ip.ts';

describe('clientIp', () => {
  it.each([
    ['203.0.113.7', 1, '203.0.113.7'],
    ['6.6.6.6, 203.0.113.7', 1, '203.0.113.7'],
    ['6.6.6.6, 203.0.113.7, 10.0.0.1', 2, '203.0.113.7'],
    ['203.0.113.7', 3, '203.0.113.7'],
    ['::ffff:203.0.113.7', 1, '203.0.113.7'],
    ['203.0.113.7:4711', 1, '203.0.113.7'],
    ['[2001:db8::1]:4711', 1, '2001:db8::1'],
    ['2001:db8::1', 1, '2001:db8::1'],
    ['nonsense', 1, null],
    ['', 1, null],
  ])('of %j behind %i proxies is %s', (header, proxies, expected) => {
    expect(clientIp(new Headers({ 'x-forwarded-for': header }), proxies)).toBe(expected);
  });

  it('is null without the header', () => {
    expect(clientIp(new Headers(), 1)).toBeNull();
  });
});

describe('ipBucket', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    [null, 'unknown'],
  ])('of %s is %s', (ip, expected) => {
    expect(ipBucket(ip)).toBe(expected);
  });
});
