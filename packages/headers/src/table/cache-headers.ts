import { header } from '../header-definition.ts';
import {
  booleanValue,
  booleanOr,
  integerBetween,
  keyPaths,
  numberBetween,
  oneOf,
  textUpTo,
} from '../header-values.ts';

export const cacheHeaders = {
  cacheEnabled: header({
    name: 'Helicone-Cache-Enabled',
    format: 'true or false',
    description: 'Answers out of the cache where it can, and keeps what it had to ask the provider for.',
    parse: booleanValue,
    default: false,
  }),
  cacheSave: header({
    name: 'Helicone-Cache-Save',
    format: 'true or false',
    description: 'Only the keeping half of Helicone-Cache-Enabled, on or off.',
    parse: booleanValue,
    default: null,
    defaultText: 'as Helicone-Cache-Enabled',
  }),
  cacheRead: header({
    name: 'Helicone-Cache-Read',
    format: 'true or false',
    description: 'Only the answering half of Helicone-Cache-Enabled, on or off.',
    parse: booleanValue,
    default: null,
    defaultText: 'as Helicone-Cache-Enabled',
  }),
  cacheBucketMaxSize: header({
    name: 'Helicone-Cache-Bucket-Max-Size',
    format: 'whole number, 1 to 100000',
    description:
      'Up to 20 it means *variety*: so many different answers are kept for the same request; each miss adds one until the bucket is full, then one is served at random. Above 20 it means *capacity*: one answer per request, and at most so many in all for this organization and seed; the least recently used go.',
    parse: integerBetween(1, 100_000),
    default: null,
    defaultText: '1',
  }),
  cacheBucketMode: header({
    name: 'Helicone-Cache-Bucket-Mode',
    format: 'variety or capacity',
    description: 'Says outright which of the two readings of Helicone-Cache-Bucket-Max-Size is meant.',
    parse: oneOf('variety', 'capacity'),
    default: null,
    defaultText: 'by size',
  }),
  cacheSeed: header({
    name: 'Helicone-Cache-Seed',
    format: 'text, at most 512 characters',
    description: 'Separates caches: answers are shared only between requests with the same seed.',
    parse: textUpTo(512),
    default: null,
  }),
  cacheIgnoreKeys: header({
    name: 'Helicone-Cache-Ignore-Keys',
    format: 'comma-separated keys of the body; `a.b` is key b within a',
    description: 'Keys of the JSON body that make no difference to the cache.',
    parse: keyPaths({ paths: 64, characters: 256 }),
    default: [] as string[][],
    defaultText: 'none',
  }),
  cacheSemantic: header({
    name: 'Helicone-Cache-Semantic',
    format: 'true, false or shadow',
    description:
      'Beside Helicone-Cache-Enabled: where no exact answer is kept, one to a question of the same meaning counts, too; only the last message may differ, and not in numbers, names, negations, quotations and the like. `shadow` asks the provider all the same and logs what would have been served, so that a threshold can be chosen. Needs an embeddings endpoint, else 400 (`semantic_cache_unavailable`); see [semantic cache](semantic-cache.md).',
    parse: booleanOr('shadow'),
    default: false as boolean | 'shadow',
  }),
  cacheSemanticThreshold: header({
    name: 'Helicone-Cache-Semantic-Threshold',
    format: 'number from 0 to 1',
    description: 'Cosine similarity from which on two questions may count as the same.',
    parse: numberBetween(0, 1),
    default: 0.95,
  }),
};
