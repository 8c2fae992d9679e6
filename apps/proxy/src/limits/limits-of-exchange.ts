import { modelOfCall, userOfCall } from '@heliograph/providers/forecast-call';
import type { ParsedBody } from '../body/parsed-body.ts';
import type { Exchange } from '../capture/build-record.ts';
import { planBudget, type PlannedBudget } from './budget.ts';
import { type PlannedLimit, planLimits } from './plan-limits.ts';

/** What limits want of a request: nothing, its headers, or its body as well. */
export type LimitDemand = 'nothing' | 'headers' | 'body';

/** Costs nothing where no limits are set. */
export function limitDemand({ incoming, caller }: Exchange): LimitDemand {
  const { rateLimitPolicy, userId } = incoming.headers.control;
  const { limits, budget, organization } = caller;
  const { rules } = organization;
  if (rateLimitPolicy.length === 0 && rules.length === 0 && limits.length === 0 && budget === null)
    return 'nothing';
  if (budget !== null || rules.some(({ model }) => model !== null)) return 'body';
  const wants = [...rateLimitPolicy, ...rules, ...limits].some(
    ({ unit, segment }) => unit !== 'request' || (segment.by === 'user' && userId === null),
  );
  return wants ? 'body' : 'headers';
}

/** All limits of an exchange. Throws `invalid_request` where the header's policy counts by what the request lacks. */
export function limitsOfExchange(
  { incoming, route, caller }: Exchange,
  body: ParsedBody,
): (PlannedLimit | PlannedBudget)[] {
  const { control } = incoming.headers;
  const { organizationId, apiKeyId, budget } = caller;
  const limits: (PlannedLimit | PlannedBudget)[] = planLimits(
    {
      organizationId,
      apiKeyId,
      properties: control.properties,
      user: () =>
        control.userId ??
        userOfCall({ provider: route.provider.key, apiFormat: route.apiFormat, fields: body.fields }),
      model: () => control.modelOverride ?? modelOfCall({ path: route.path, fields: body.fields }),
    },
    control.rateLimitPolicy,
    caller.organization.rules,
    caller.limits,
  );
  if (budget !== null) limits.push(planBudget(budget, caller, incoming.createdAt));
  return limits;
}
