import type { SessionSpan } from '@heliograph/contracts/session-timeline';

/** A row of a session's tree: a place (Helicone-Session-Path), a request, or both where the place has one request. */
export interface TreeNode {
  key: string;
  label: string;
  /** The place as a path; null for requests without one. */
  path: string | null;
  /** The request that it is; null for a place with none or several of its own. */
  span: SessionSpan | null;
  children: TreeNode[];
  /** Of itself and all below: ms since the epoch, counts, tokens and USD. */
  startMs: number;
  endMs: number;
  requests: number;
  errors: number;
  tokens: number;
  costUsd: number;
  /** Requests that used something without a known price. */
  unpriced: number;
}

/** Deeper places are written as one, so that a path of thousands of slashes costs nothing. */
const MOST_LEVELS = 32;

interface Place {
  key: string;
  label: string;
  path: string;
  own: TreeNode[];
  places: Map<string, Place>;
}

/**
 * The requests of a session as a tree by their paths, in the order in which they began. Parents that no request names
 * are there all the same; `a/b`, `/a/b` and `//a/b/` are one place; requests without a path stand at the top.
 */
export function prepareTree(spans: readonly SessionSpan[]): TreeNode[] {
  const top: Place = { key: '', label: '', path: '', own: [], places: new Map() };
  spans.forEach((span, index) => {
    placeOf(top, segmentsOf(span.path)).own.push(requestNode(span, index));
  });
  return inOrder([...top.own, ...[...top.places.values()].map(placeNode)]);
}

function segmentsOf(path: string | null): string[] {
  const segments = (path ?? '').split('/').filter((segment) => segment.trim() !== '');
  if (segments.length <= MOST_LEVELS) return segments;
  return [...segments.slice(0, MOST_LEVELS - 1), segments.slice(MOST_LEVELS - 1).join('/')];
}

function placeOf(top: Place, segments: readonly string[]): Place {
  return segments.reduce((parent, label) => {
    const known = parent.places.get(label);
    if (known !== undefined) return known;
    const path = `${parent.path}/${label}`;
    const place: Place = { key: path, label, path, own: [], places: new Map() };
    parent.places.set(label, place);
    return place;
  }, top);
}

function requestNode(span: SessionSpan, index: number): TreeNode {
  const startMs = Date.parse(span.createdAt);
  return {
    // Calls that were sent again share an id; keys of places begin with a slash.
    key: `${index} ${span.id}`,
    label: span.name ?? span.model ?? span.provider,
    path: span.path,
    span,
    children: [],
    startMs,
    endMs: startMs + Math.max(0, span.latencyMs),
    requests: 1,
    errors: span.outcome === 'failed' ? 1 : 0,
    tokens: span.inputTokens + span.outputTokens,
    costUsd: Number(span.costUsd ?? 0),
    unpriced: span.costUsd === null && span.usageSource !== 'none' ? 1 : 0,
  };
}

function placeNode({ key, label, path, own, places }: Place): TreeNode {
  const below = [...places.values()].map(placeNode);
  const [only] = own;
  const isOne = only !== undefined && own.length === 1;
  const children = inOrder(isOne ? below : [...own, ...below]);
  const all = isOne ? [only, ...below] : children;
  const sum = (read: (node: TreeNode) => number): number =>
    all.reduce((total, node) => total + read(node), 0);
  return {
    key,
    label,
    path,
    span: isOne ? only.span : null,
    children,
    startMs: all.reduce((least, { startMs }) => Math.min(least, startMs), Infinity),
    endMs: all.reduce((most, { endMs }) => Math.max(most, endMs), -Infinity),
    requests: sum(({ requests }) => requests),
    errors: sum(({ errors }) => errors),
    tokens: sum(({ tokens }) => tokens),
    costUsd: sum(({ costUsd }) => costUsd),
    unpriced: sum(({ unpriced }) => unpriced),
  };
}

/** Siblings by when they began; the tree reads as it ran. */
function inOrder(nodes: TreeNode[]): TreeNode[] {
  return nodes.sort(
    (left, right) =>
      left.startMs - right.startMs || left.endMs - right.endMs || (left.key < right.key ? -1 : 1),
  );
}
