import { BlockList, isIP } from 'node:net';

/** Ranges that no call may reach on a caller's word: RFC 6890 and its registries, multicast, cloud metadata. */
const IPV4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Those with an IPv4 address inside (mapped, NAT64, 6to4, Teredo) are blocked whole, mapped ones by what they map to. */
const IPV6: readonly [string, number][] = [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

const blocked = new BlockList();
for (const [net, prefix] of IPV4) blocked.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of IPV6) blocked.addSubnet(net, prefix, 'ipv6');

/** Whether an IP address is private, loopback, link-local, metadata or otherwise not a public server. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.startsWith('[') ? address.slice(1, -1) : address;
  const zone = bare.indexOf('%');
  const plain = zone === -1 ? bare : bare.slice(0, zone);
  const family = isIP(plain);
  if (family === 0) return true;
  return blocked.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}

/** Names that only mean something within a network: metadata services, this machine, names without a domain. */
const PRIVATE_NAME = /^[^.]*$|(?:^|\.)(?:internal|local|localhost|localdomain|intranet|home\.arpa)$/i;

/** Whether a host name can't be a public server's, whatever it resolves to. */
export function isPrivateName(hostname: string): boolean {
  return PRIVATE_NAME.test(hostname.replace(/\.+$/, ''));
}

/** Whether a URL's host is no public server's, as far as it can be told without asking for its address. */
export function isPrivateHost(hostname: string): boolean {
  const literal = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(literal) === 0 ? isPrivateName(hostname) : isPrivateAddress(literal);
}
