import { createParser, parseAsArrayOf, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { statusClasses } from './request-filters.ts';
import { defaultTimeRange, timeRangeNames } from './time-range.ts';

/** `name:value`, both escaped, so that a colon or a comma in either survives. */
const propertyParser = createParser<readonly [string, string]>({
  parse: (text) => {
    const colon = text.indexOf(':');
    if (colon < 1) return null;
    try {
      const name = decodeURIComponent(text.slice(0, colon));
      return name.trim() === '' ? null : [name, decodeURIComponent(text.slice(colon + 1))];
    } catch {
      return null;
    }
  },
  serialize: ([name, value]) => `${encodeURIComponent(name)}:${encodeURIComponent(value)}`,
  eq: (left, right) => left[0] === right[0] && left[1] === right[1],
});

const texts = parseAsArrayOf(parseAsString).withDefault([]);

/** Everything of the request list that stands in its URL, filters and time range; the open request stands beside it. */
export const filterParsers = {
  range: parseAsStringLiteral(timeRangeNames).withDefault(defaultTimeRange),
  status: parseAsArrayOf(parseAsStringLiteral(statusClasses)).withDefault([]),
  model: texts,
  provider: texts,
  userId: texts,
  sessionId: texts,
  name: texts,
  providerKeyFingerprint: texts,
  properties: parseAsArrayOf(propertyParser).withDefault([]),
};

/** Short names in the URL. */
export const filterUrlKeys = {
  userId: 'user',
  sessionId: 'session',
  properties: 'property',
  providerKeyFingerprint: 'providerKey',
} as const;
