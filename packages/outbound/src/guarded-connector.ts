import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { buildConnector } from 'undici';
import { isPrivateAddress, isPrivateName } from './private-addresses.ts';

/** Gives all addresses of a name, as `dns.lookup` does with `all`. */
export type Resolver = (
  hostname: string,
  options: { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface Guard {
  resolve: Resolver;
  isPrivate: (address: string) => boolean;
}

/** Refuses a name that resolves to any private address: what was checked is what is called (no second resolution). */
function guardedLookup({ resolve, isPrivate }: Guard): LookupFunction {
  return (hostname, options, callback) => {
    if (isPrivateName(hostname)) return callback(notAllowed(), []);
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      if (addresses.some(({ address }) => isPrivate(address))) return callback(notAllowed(), []);
      if (options.all === true) return callback(null, addresses);
      const first = addresses[0];
      if (first === undefined) return callback(notAllowed(), []);
      callback(null, first.address, first.family);
    });
  };
}

/** A connector for servers that somebody outside named: public addresses only. Fails with `target_not_allowed`. */
export function guardedConnector(
  options: buildConnector.BuildOptions,
  guard: Guard = { resolve: dnsLookup, isPrivate: isPrivateAddress },
): buildConnector.connector {
  const connect = buildConnector({ ...options, lookup: guardedLookup(guard) });
  return (options, callback) => {
    // An address needs no look-up, so the guard there would never see it.
    const literal = options.hostname.startsWith('[') ? options.hostname.slice(1, -1) : options.hostname;
    if (isIP(literal) !== 0 && guard.isPrivate(literal)) callback(notAllowed(), null);
    else connect(options, callback);
  };
}

function notAllowed(): HeliographError {
  return new HeliographError(
    'target_not_allowed',
    'The server has a private, loopback, link-local or metadata address. Only public servers may be called; the operator can allow others with ALLOW_PRIVATE_UPSTREAMS=true.',
  );
}
