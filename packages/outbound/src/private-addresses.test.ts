import { expect, it } from 'vitest';
import { isPrivateAddress, isPrivateHost } from './private-addresses.ts';

it.each([
  '127.0.0.1',
  '127.255.255.255',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.100.100.200',
  '168.63.129.16',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '[::1]',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '::127.0.0.1',
  'fe80::1%eth0',
  'fd00:ec2::254',
  'fc00::1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'ff02::1',
  'not-an-address',
  '',
])('%s is private', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

it.each(['1.1.1.1', '8.8.8.8', '172.32.0.1', '192.167.255.255', '2606:4700:4700::1111', '::ffff:8.8.8.8'])(
  '%s is public',
  (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  },
);

it('a URL’s host is judged by its name, or by its address where it is one', () => {
  const hosts = ['localhost', '10.0.0.1', '[::1]', 'hooks.example.com', '8.8.8.8', '[2606:4700::1111]'];
  expect(hosts.map(isPrivateHost)).toEqual([true, true, true, false, false, false]);
});
