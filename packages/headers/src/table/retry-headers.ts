import { type FallbackTarget, fallbackTargets } from '../fallback-targets.ts';
import { header } from '../header-definition.ts';
import { booleanValue, integerBetween, numberBetween } from '../header-values.ts';

export const retryHeaders = {
  retryEnabled: header({
    name: 'Helicone-Retry-Enabled',
    format: 'true or false',
    description:
      'Whether a call that failed for a passing reason is made again: 408, 409, 425, 429, 500 to 599 bar 501, a connection that fails, an answer that does not begin in time. Never after the first byte of an answer.',
    parse: booleanValue,
    default: false,
  }),
  retryNum: header({
    name: 'Helicone-Retry-Num',
    format: 'whole number, 0 to 10',
    description: 'Retries after the first attempt.',
    parse: integerBetween(0, 10),
    default: 5,
  }),
  retryFactor: header({
    name: 'Helicone-Retry-Factor',
    format: 'number from 1 to 10',
    description: 'By what the wait grows with each retry.',
    parse: numberBetween(1, 10),
    default: 2,
  }),
  retryMinTimeout: header({
    name: 'Helicone-Retry-Min-Timeout',
    format: 'milliseconds, 0 to 600000',
    description: 'The first wait. Each wait is drawn at random between 0 and what is reached.',
    parse: integerBetween(0, 600_000),
    default: 1_000,
  }),
  retryMaxTimeout: header({
    name: 'Helicone-Retry-Max-Timeout',
    format: 'milliseconds, 0 to 600000',
    description:
      "The longest wait; also what a provider's Retry-After is obeyed up to. Where it asks for more, the call goes to the fallback at once, if there is one.",
    parse: integerBetween(0, 600_000),
    default: 10_000,
  }),
  retryDeadline: header({
    name: 'Helicone-Retry-Deadline',
    format: 'milliseconds, 1 to 86400000',
    description:
      'Time for all attempts together, counted from the arrival of the request: no wait goes beyond it, and a call that has not begun to answer by then is given up with 504. An answer that has begun is not limited by it.',
    parse: integerBetween(1, 86_400_000),
    default: null,
  }),
  fallbacks: header({
    name: 'Helicone-Fallback',
    aliases: ['Helicone-Fallbacks'],
    format: 'JSON list of at most 10 targets',
    description:
      'Tried in order when a call has failed for good. `{"model": "…"}`: the same provider; `{"provider": "…", "model": "…"}`: another one; `{"target-url": "https://…", "headers": {…}, "onCodes": [429, {"from": 500, "to": 599}], "bodyKeyOverride": {…}}`: any server. `onCodes` says which statuses lead on to it, else 408, 409, 429, 500 to 599 and 404.',
    parse: fallbackTargets,
    default: [] as FallbackTarget[],
    defaultText: 'none',
  }),
};
