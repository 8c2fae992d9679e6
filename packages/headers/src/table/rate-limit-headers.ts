import { header } from '../header-definition.ts';
import { oneOf } from '../header-values.ts';
import { type RateLimitPolicy, rateLimitPolicies } from '../rate-limit-policy.ts';

export const rateLimitHeaders = {
  rateLimitPolicy: header({
    name: 'Helicone-RateLimit-Policy',
    format: '`quota;w=seconds[;u=unit][;s=segment]`, several separated by commas',
    description:
      'Never more than `quota` in any window of `w` seconds. Unit `request` (the default), `token` or `cents` (US cents of cost). Segment: `global` (the whole organization, the default), `user`, `key`, or the name of a property. `u=user` is short for requests per user, `u=org` for requests of the organization. Of several policies all must pass.',
    parse: rateLimitPolicies,
    default: [] as RateLimitPolicy[],
    defaultText: 'none',
  }),
  rateLimitFail: header({
    name: 'Helicone-RateLimit-Fail',
    format: 'open or closed',
    description:
      'What happens while limits can not be checked: the call goes on with a warning, or is refused with 503.',
    parse: oneOf('open', 'closed'),
    default: 'open' as 'open' | 'closed',
  }),
};
