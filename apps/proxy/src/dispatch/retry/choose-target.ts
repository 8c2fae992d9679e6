import type { Upstream } from '../call-upstream.ts';
import type { PlannedTarget } from '../fallback/plan-targets.ts';

type Targets = readonly [PlannedTarget, ...PlannedTarget[]];
type UpstreamOf = (target: PlannedTarget) => Upstream;

/** For a target that isn't called. */
const UNAVAILABLE = 503;

/** Where to begin: a target whose circuit is open is left alone as long as there is another to go to. */
export function firstTarget(targets: Targets, upstreamOf: UpstreamOf, now: number): number {
  const [first] = targets;
  const elsewhere = targets.findIndex(
    (target) => target.accepts(UNAVAILABLE) && isBetter(target, first, upstreamOf, now),
  );
  return elsewhere === -1 || upstreamOf(first).health.admits(now) ? 0 : elsewhere;
}

/** Whether a target is at another upstream, and one whose circuit isn't open. */
export function isBetter(
  target: PlannedTarget,
  than: PlannedTarget,
  upstreamOf: UpstreamOf,
  now: number,
): boolean {
  const { health } = upstreamOf(target);
  return health !== upstreamOf(than).health && health.circuit(now) !== 'open';
}

/** The next target behind `at` to which this status leads on, one whose circuit isn't open before the others. */
export function nextTarget(
  targets: Targets,
  upstreamOf: UpstreamOf,
  at: number,
  status: number,
  now: number,
): number | null {
  let last: number | null = null;
  for (let i = targets.length - 1; i > at; i--) {
    const target = targets[i];
    if (target?.accepts(status) !== true) continue;
    if (last === null || upstreamOf(target).health.circuit(now) !== 'open') last = i;
  }
  return last;
}
