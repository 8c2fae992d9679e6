'use client';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { copyText } from '../../../components/copy-text.ts';
import { type IndexedJson, isContainer, printValue, valueText } from './json-node.ts';
import { holdersOf, listRows, openAtFirst, type OpenNodes, rowOf, setOpen } from './json-rows.ts';
import { JsonTreeRow } from './json-tree-row.tsx';
import { pressTreeKey } from './press-tree-key.ts';
import { TreeStatus } from './tree-status.tsx';
import type { Find } from './use-find.ts';

const ROW_PX = 22;

interface JsonTreeProps {
  json: IndexedJson;
  label: string;
  find: Find;
  /** What was asked to be open, each time anew; null at first. */
  depth: { open: OpenNodes } | null;
}

/** A JSON body as a tree: only rows in sight are drawn, the keyboard walks it as WAI-ARIA has it. */
export function JsonTree({ json, label, find, depth }: JsonTreeProps) {
  const { index } = json;
  const id = useId();
  const scrollRef = useRef<HTMLDivElement>(null);
  const [open, setOpened] = useState<OpenNodes>(() => openAtFirst(index));
  const [active, setActive] = useState(0);
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const [copied, setCopied] = useState(0);

  const [seenDepth, setSeenDepth] = useState(depth);
  if (depth !== seenDepth) {
    setSeenDepth(depth);
    if (depth !== null) {
      setOpened(depth.open);
      setActive(0);
      setUnfolded(new Set());
    }
  }
  // A match that is gone to is shown, whatever was closed around it.
  const match = find.matches?.[find.current] ?? null;
  const [seenMatch, setSeenMatch] = useState(match);
  if (match !== seenMatch) {
    setSeenMatch(match);
    if (match !== null) {
      setOpened(setOpen(open, holdersOf(index, match), true));
      setActive(match);
    }
  }

  const rows = useMemo(() => listRows(index, open), [index, open]);
  const activeRow = rowOf(rows, active);
  // The same function for the same rows: with another the virtualizer would measure all of them anew.
  const keyOfRow = useCallback((row: number) => rows[row] ?? row, [rows]);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions go to no memoized component
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    getItemKey: keyOfRow,
    estimateSize: () => ROW_PX,
    overscan: 10,
    paddingStart: 4,
    paddingEnd: 4,
    // The active row has to be on the page, for it is what the tree's focus is on.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return activeRow === -1 || shown.includes(activeRow)
        ? shown
        : [...shown, activeRow].sort((left, right) => left - right);
    },
  });
  useEffect(() => {
    if (activeRow !== -1) virtual.scrollToIndex(activeRow, { align: 'auto' });
    // The virtualizer is the same for as long as the tree is; a row that grows doesn't move the page.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [active, match]);

  const toggle = useCallback(
    (node: number) => {
      if (isContainer(index, node)) {
        setOpened((before) => setOpen(before, [node], before[node] !== 1));
        return;
      }
      setUnfolded((before) => {
        const next = new Set(before);
        if (!next.delete(node)) next.add(node);
        return next;
      });
    },
    [index],
  );
  const copy = (node: number): void => {
    const text = isContainer(index, node) ? printValue(json, node) : valueText(json, node);
    void copyText(text).then((done) => setCopied((count) => (done ? count + 1 : 0)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const known = pressTreeKey(event, {
      index,
      rows,
      open,
      active,
      pageRows: Math.max(1, Math.floor((scrollRef.current?.clientHeight ?? 0) / ROW_PX) - 1),
      select: setActive,
      setOpen: (nodes, isOpen) => {
        setOpened(setOpen(open, nodes, isOpen));
      },
      toggle,
      copy,
    });
    if (known) event.preventDefault();
  };
  const rowId = (node: number): string => `${id}-${node}`;

  return (
    <>
      <div
        ref={scrollRef}
        role="tree"
        aria-label={label}
        aria-activedescendant={activeRow === -1 ? undefined : rowId(active)}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="max-h-[65dvh] overflow-x-hidden overflow-y-auto font-mono text-xs [--tree-indent:0.75rem] focus-visible:-outline-offset-2 sm:[--tree-indent:1rem]"
      >
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index: row, key, start }) => {
            const node = rows[row];
            return node === undefined ? null : (
              <JsonTreeRow
                key={key}
                ref={virtual.measureElement}
                json={json}
                node={node}
                id={rowId(node)}
                row={row}
                top={start}
                open={open[node] === 1}
                active={node === active}
                unfolded={unfolded.has(node)}
                words={find.words}
                onToggle={toggle}
                onSelect={setActive}
              />
            );
          })}
        </div>
      </div>
      <TreeStatus json={json} node={active} copied={copied} />
    </>
  );
}
