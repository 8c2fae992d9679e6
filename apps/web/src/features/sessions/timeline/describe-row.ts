import { formatCost } from '../../requests/format/format-cost.ts';
import { formatCount } from '../../requests/format/format-count.ts';
import { formatDuration } from '../../requests/format/format-duration.ts';
import { describeStatus } from '../../requests/table/describe-status.ts';
import type { TreeNode } from '../tree/prepare-tree.ts';
import { formatOffset } from '../waterfall/prepare-scale.ts';

/** A row's facts, in words: name and value. */
export function describeRow(node: TreeNode, sessionStartMs: number): [label: string, value: string][] {
  const { span, requests, errors } = node;
  const ownOnly = span !== null && node.children.length === 0;
  return [
    ...(span === null
      ? []
      : [
          ['Model', span.model ?? span.provider] as [string, string],
          ['Status', describeStatus(span).label] as [string, string],
        ]),
    ...(ownOnly
      ? []
      : [
          ['Requests', formatCount(requests)] as [string, string],
          ['Errors', formatCount(errors)] as [string, string],
        ]),
    ['Starts after', formatOffset(Math.max(0, node.startMs - sessionStartMs))],
    ...(span === null || span.timeToFirstTokenMs === null
      ? []
      : [['First token', formatDuration(span.timeToFirstTokenMs)] as [string, string]]),
    ['Takes', durationText(node)],
    ['Tokens', formatCount(node.tokens)],
    ['Cost', costText(node)],
  ];
}

export function durationText({ span, children, startMs, endMs }: TreeNode): string {
  return formatDuration(span !== null && children.length === 0 ? span.latencyMs : endMs - startMs);
}

/** What a row costs; what has no price is not part of it, and is said. */
export function costText({ costUsd, unpriced, requests }: TreeNode): string {
  if (unpriced === requests && requests > 0) return 'no price';
  return `${formatCost(String(costUsd))}${unpriced > 0 ? '*' : ''}`;
}
