import type { KeyboardEvent } from 'react';
import type { JsonIndex } from './json-index.ts';
import { isContainer } from './json-node.ts';
import { type OpenNodes, rowOf, siblingContainers } from './json-rows.ts';

export interface TreeKeys {
  index: JsonIndex;
  rows: Int32Array;
  open: OpenNodes;
  active: number;
  /** Rows that a page holds, about. */
  pageRows: number;
  select: (node: number) => void;
  setOpen: (nodes: readonly number[], isOpen: boolean) => void;
  toggle: (node: number) => void;
  copy: (node: number) => void;
}

/** The keys of a tree as WAI-ARIA's pattern has them, and those that copy. Tells whether the key was one of them. */
export function pressTreeKey(event: KeyboardEvent, tree: TreeKeys): boolean {
  const { index, rows, open, active, pageRows, select, setOpen, toggle, copy } = tree;
  const row = rowOf(rows, active);
  const goTo = (wanted: number): boolean => {
    const node = rows[Math.min(Math.max(wanted, 0), rows.length - 1)];
    if (node !== undefined) select(node);
    return true;
  };
  if (event.ctrlKey || event.metaKey) {
    // Selected text is what people mean to copy.
    if (event.key !== 'c' || event.altKey || window.getSelection()?.isCollapsed === false) return false;
    copy(active);
    return true;
  }
  if (event.altKey) return false;
  const holds = isContainer(index, active);
  switch (event.key) {
    case 'ArrowDown':
      return goTo(row + 1);
    case 'ArrowUp':
      return goTo(row - 1);
    case 'PageDown':
      return goTo(row + pageRows);
    case 'PageUp':
      return goTo(row - pageRows);
    case 'Home':
      return goTo(0);
    case 'End':
      return goTo(rows.length - 1);
    case 'ArrowRight':
      if (holds && open[active] !== 1) setOpen([active], true);
      else if (holds && (index.sizes[active] ?? 0) > 0) goTo(row + 1);
      return true;
    case 'ArrowLeft': {
      const parent = index.parents[active] ?? -1;
      if (holds && open[active] === 1) setOpen([active], false);
      else if (parent !== -1) select(parent);
      return true;
    }
    case 'Enter':
    case ' ':
      toggle(active);
      return true;
    case '*':
      setOpen(siblingContainers(index, active), true);
      return true;
    default:
      return false;
  }
}
