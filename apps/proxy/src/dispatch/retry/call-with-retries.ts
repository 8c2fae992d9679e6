import type { ControlHeaders } from '@heliograph/headers/header-table';
import type { Exchange } from '../../capture/build-record.ts';
import { headerValue } from '../../respond/header-value.ts';
import { type CallContext, callTarget } from '../call-target.ts';
import type { ProviderSink, RunningCall } from '../call-upstream.ts';
import { modelOfBody } from '../fallback/edit-body.ts';
import { type PlannedTarget, planTargets } from '../fallback/plan-targets.ts';
import type { CallTarget } from '../target.ts';
import { callInTurn } from './call-in-turn.ts';
import type { RetryPolicy } from './turn-tools.ts';
import { isRepeatable } from './may-pass.ts';

/** Headers by which official SDKs are told whether to retry, in lower case. */
const SHOULD_RETRY = 'x-should-retry';

/** Calls the provider of an exchange as often, and as many others, as its headers ask. Throws as `planTargets`. */
export function callWithRetries(
  proxy: CallContext,
  exchange: Exchange,
  first: CallTarget,
  relay: ProviderSink,
): RunningCall {
  const { incoming, clock, ownHeaders, warnings } = exchange;
  const { control } = incoming.headers;
  if (first.body !== null && !Buffer.isBuffer(first.body)) {
    warnings.push(
      'no retries and no fallback: the body is too long to be kept, or its length was not announced',
    );
    return callTarget(proxy, exchange, first, relay, relay);
  }
  const hasFallbacks = control.fallbacks.length > 0;
  const own = { ...first, model: hasFallbacks ? modelOfBody(first.body) : null };
  const targets = planTargets(proxy, exchange, own);
  let refusals = 0;

  return callInTurn(targets, relay, {
    policy: policyOf(
      control,
      clock.startedAt,
      isRepeatable(incoming.method, incoming.target.path, hasKey(first)),
    ),
    upstreamOf: ({ route }) => proxy.upstreams.of(route.origin, route.trusted),
    call(target, sink) {
      relay.serves(target.route.apiFormat, target.fallbackIndex !== null);
      return callTarget(proxy, exchange, target, sink, relay, () => refusals++);
    },
    beforeAnswer(answer, headers) {
      ownHeaders.push('Helicone-Attempts', String(answer.calls + refusals));
      if (hasFallbacks) ownHeaders.push(...servedBy(answer.target));
      if (answer.warning !== null) warnings.push(answer.warning);
      return answer.final ? forbidRetries(headers, ownHeaders) : headers;
    },
    onStep: ({ kind }, { route }) => proxy.metrics.wentOn(kind, route),
  });
}

function policyOf(control: ControlHeaders, startedAt: number, repeatable: boolean): RetryPolicy {
  return {
    maxRetries: control.retryEnabled ? control.retryNum : 0,
    backOff: {
      minTimeout: control.retryMinTimeout,
      maxTimeout: control.retryMaxTimeout,
      factor: control.retryFactor,
    },
    deadlineAt: control.retryDeadline === null ? null : startedAt + control.retryDeadline,
    repeatable,
  };
}

function hasKey({ headers }: CallTarget): boolean {
  return ['idempotency-key', 'x-idempotency-key'].some((name) => headerValue(headers, name) !== null);
}

/** Which target answered. */
function servedBy({ route, model, fallbackIndex }: PlannedTarget): string[] {
  const headers = ['Helicone-Provider', route.provider.key];
  if (model !== null && /^[\x20-\x7e]*$/.test(model)) headers.push('Helicone-Model', model);
  if (fallbackIndex !== null) headers.push('Helicone-Fallback-Index', String(fallbackIndex));
  return headers;
}

/** Ours are used up: an SDK that retried as well would multiply them. */
function forbidRetries(headers: string[], ownHeaders: string[]): string[] {
  ownHeaders.push(SHOULD_RETRY, 'false');
  return headers.filter((_, i) => headers[i - (i % 2)]?.toLowerCase() !== SHOULD_RETRY);
}
