import type { SessionSpan } from '@heliograph/contracts/session-timeline';
import type { TreeNode } from '../tree/prepare-tree.ts';
import type { TimeScale } from './prepare-scale.ts';

export type BarTone = 'success' | 'danger' | 'cached' | 'cancelled';

/** A request on the axis; percent of the axis' width. */
export interface Bar {
  leftPercent: number;
  widthPercent: number;
  tone: BarTone;
  /** Part of the bar (percent of it) before the first token; null where the answer didn't stream. */
  waitPercent: number | null;
}

/** Stretches of a place nearer than this (percent of the axis) are drawn as one. */
const MERGED_PERCENT = 0.4;

export function prepareBar(span: SessionSpan, scale: TimeScale): Bar {
  const startMs = Date.parse(span.createdAt);
  const latencyMs = Math.max(0, span.latencyMs);
  const leftPercent = scale.place(startMs);
  const widthPercent = Math.max(0, scale.place(startMs + latencyMs) - leftPercent);
  const first = span.timeToFirstTokenMs;
  return {
    leftPercent,
    widthPercent,
    tone: toneOf(span),
    waitPercent:
      first === null || latencyMs === 0 ? null : Math.min(100, Math.max(0, (first / latencyMs) * 100)),
  };
}

function toneOf({ outcome, cacheHit }: SessionSpan): BarTone {
  if (outcome === 'failed') return 'danger';
  if (outcome === 'cancelled') return 'cancelled';
  return cacheHit ? 'cached' : 'success';
}

/** A stretch of time in which something ran, percent of the axis. */
export interface Stretch {
  leftPercent: number;
  widthPercent: number;
}

/**
 * When something ran within a place, its own request aside, and when something ran that failed; a few hundred stretches
 * at most.
 */
export function busyStretches(
  { children }: TreeNode,
  scale: TimeScale,
): { busy: Stretch[]; failed: Stretch[] } {
  const busy: Stretch[] = [];
  const failed: Stretch[] = [];
  const collect = (nodes: readonly TreeNode[]): void => {
    for (const { span, children: below } of nodes) {
      if (span !== null) {
        const { leftPercent, widthPercent } = prepareBar(span, scale);
        busy.push({ leftPercent, widthPercent });
        if (span.outcome === 'failed') failed.push({ leftPercent, widthPercent });
      }
      collect(below);
    }
  };
  collect(children);
  return { busy: merge(busy), failed: merge(failed) };
}

function merge(stretches: Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const { leftPercent, widthPercent } of stretches.sort((a, b) => a.leftPercent - b.leftPercent)) {
    const last = merged.at(-1);
    const lastEnd = last === undefined ? -Infinity : last.leftPercent + last.widthPercent;
    if (last !== undefined && leftPercent - lastEnd < MERGED_PERCENT)
      last.widthPercent = Math.max(lastEnd, leftPercent + widthPercent) - last.leftPercent;
    else merged.push({ leftPercent, widthPercent });
  }
  return merged;
}
