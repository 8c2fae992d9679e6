import type { CacheControl } from './cache-control.ts';
import type { HeaderDefinition } from './header-definition.ts';
import { cacheHeaders } from './table/cache-headers.ts';
import { identityHeaders } from './table/identity-headers.ts';
import { privacyHeaders } from './table/privacy-headers.ts';
import { promptHeaders } from './table/prompt-headers.ts';
import { rateLimitHeaders } from './table/rate-limit-headers.ts';
import { retryHeaders } from './table/retry-headers.ts';
import { taggingHeaders } from './table/tagging-headers.ts';

/** The one table of Helicone-* headers; the key is the field under which a parsed value is found. */
export const headerTable = {
  ...identityHeaders,
  ...taggingHeaders,
  ...privacyHeaders,
  ...cacheHeaders,
  ...rateLimitHeaders,
  ...retryHeaders,
  ...promptHeaders,
};

/** The same by subject, in the order of docs/headers.md. */
export const headerGroups: readonly {
  title: string;
  headers: Record<string, HeaderDefinition<unknown, unknown>>;
}[] = [
  { title: 'Identity and routing', headers: identityHeaders },
  { title: 'Tagging', headers: taggingHeaders },
  { title: 'Privacy', headers: privacyHeaders },
  { title: 'Cache', headers: cacheHeaders },
  { title: 'Rate limits', headers: rateLimitHeaders },
  { title: 'Retries and fallbacks', headers: retryHeaders },
  { title: 'Prompts', headers: promptHeaders },
];

/** The family Helicone-Property-<Name>: as many as `max`, each value of at most `maxValueLength` characters. */
export const propertyHeaders = {
  prefix: 'Helicone-Property-',
  format: 'text',
  description: 'A custom property. Names compare without regard to case and are shown as first sent.',
  max: 64,
  maxNameLength: 128,
  maxValueLength: 1024,
} as const;

export type HeaderField = keyof typeof headerTable;

type ValueOf<F extends HeaderField> =
  (typeof headerTable)[F] extends HeaderDefinition<infer T, infer D> ? T | D : never;

/** Every header of the table with its parsed value or its default, and what is read beside the table. */
export type ControlHeaders = { [F in HeaderField]: ValueOf<F> } & {
  /** [name as first sent, value] */
  properties: [string, string][];
  /** What Cache-Control says to our cache; all unset where caching is off. */
  cacheControl: CacheControl;
};
