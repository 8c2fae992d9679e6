'use client';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, type Ref, memo, useMemo } from 'react';
import { cn } from '../../../components/cn.ts';
import { LazyText } from '../../../components/lazy-text.tsx';
import { formatCount, formatShortCount } from '../format/format-count.ts';
import { wordPattern } from './find-in-body.ts';
import { jsonKinds } from './json-index.ts';
import { type IndexedJson, isContainer, keyOf, rawValue, stringStart, valueText } from './json-node.ts';
import { MarkedText } from './marked-text.tsx';
import { previewContainer } from './preview-container.ts';

/** Longer strings (characters) are folded first. */
const FOLD = 160;
/** What stands before a match that a fold would hide. */
const BEFORE = 40;
/** Deeper levels are no longer indented. */
const MOST_INDENTS = 24;

interface JsonTreeRowProps {
  json: IndexedJson;
  node: number;
  id: string;
  row: number;
  top: number;
  open: boolean;
  active: boolean;
  unfolded: boolean;
  words: string;
  onToggle: (node: number) => void;
  onSelect: (node: number) => void;
  ref: Ref<HTMLDivElement>;
}

/** One value of the tree. */
export const JsonTreeRow = memo(function JsonTreeRow(props: JsonTreeRowProps) {
  const { json, node, id, row, top, open, active, words, onToggle, onSelect, ref } = props;
  const { depths, places, sizes, parents, kinds } = json.index;
  const holds = isContainer(json.index, node);
  const parent = parents[node] ?? -1;
  const key = keyOf(json, node);
  const depth = depths[node] ?? 0;
  const press = (): void => {
    onSelect(node);
    // A press that ends a selection of text is none of a button.
    if (holds && window.getSelection()?.isCollapsed !== false) onToggle(node);
  };
  return (
    <div
      ref={ref}
      id={id}
      role="treeitem"
      aria-level={depth + 1}
      aria-posinset={(places[node] ?? 0) + 1}
      aria-setsize={parent === -1 ? 1 : sizes[parent]}
      aria-expanded={holds ? open : undefined}
      aria-selected={active}
      data-index={row}
      onClick={press}
      className={cn(
        'absolute inset-x-0 top-0 flex min-h-5.5 items-start gap-1 py-px pr-3 leading-5',
        active ? 'bg-active' : 'hover:bg-hover',
        holds && 'cursor-pointer',
      )}
      style={{
        translate: `0 ${top}px`,
        paddingLeft: `calc(0.5rem + ${Math.min(depth, MOST_INDENTS)} * var(--tree-indent))`,
      }}
    >
      <span aria-hidden className="flex h-5 w-4 shrink-0 items-center justify-center text-muted">
        {holds && sizes[node] !== 0 && (
          <ChevronRight className={cn('size-3.5 transition-transform', open && 'rotate-90')} />
        )}
      </span>
      <span className="min-w-0 wrap-anywhere">
        {parent !== -1 && (
          <>
            <span className={key === null ? 'text-faint' : 'text-info'}>
              {key === null ? places[node] : <MarkedText text={key} words={words} />}
            </span>
            <span className="text-faint">: </span>
          </>
        )}
        {holds ? (
          <Container json={json} node={node} open={open} />
        ) : kinds[node] === jsonKinds.string ? (
          <StringValue {...props} />
        ) : (
          <span className="text-accent-ink">
            <MarkedText text={rawValue(json, node)} words={words} />
          </span>
        )}
      </span>
    </div>
  );
});

function Container({ json, node, open }: { json: IndexedJson; node: number; open: boolean }) {
  const size = json.index.sizes[node] ?? 0;
  const isObject = json.index.kinds[node] === jsonKinds.object;
  if (size === 0) return <span className="text-muted">{isObject ? '{}' : '[]'}</span>;
  const count = `${formatCount(size)} ${isObject ? (size === 1 ? 'key' : 'keys') : size === 1 ? 'item' : 'items'}`;
  return (
    <>
      {!open && (
        <span className="text-muted">
          {isObject ? '{ ' : '[ '}
          {previewContainer(json, node)}
          {isObject ? ' } ' : ' ] '}
        </span>
      )}
      <span className="text-faint">{count}</span>
    </>
  );
}

function StringValue({ json, node, words, unfolded, onToggle }: JsonTreeRowProps) {
  const { text, cut, length } = useMemo(
    () => readString(json, node, words, unfolded),
    [json, node, words, unfolded],
  );
  const quoted = (shown: ReactNode): ReactNode => (
    <span className="text-success" dir="auto">
      &quot;{shown}&quot;
    </span>
  );
  if (unfolded) {
    return (
      <>
        <Fold label="Fold" onPress={() => onToggle(node)} />
        <span className="block whitespace-pre-wrap text-success" dir="auto">
          {words === '' || text.length > 50_000 ? (
            <LazyText text={text} />
          ) : (
            <MarkedText text={text} words={words} />
          )}
        </span>
      </>
    );
  }
  return (
    <>
      {quoted(<MarkedText text={text} words={words} />)}
      {cut && (
        <Fold label={`Show all ${formatShortCount(length)} characters`} onPress={() => onToggle(node)} />
      )}
    </>
  );
}

/** For the pointer; by keyboard Enter does the same on the row. */
function Fold({ label, onPress }: { label: string; onPress: () => void }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        onPress();
      }}
      className="ml-1.5 rounded-sm bg-hover px-1 font-sans text-xs whitespace-nowrap text-muted hover:bg-active hover:text-ink"
    >
      {label}
    </button>
  );
}

/** What is shown of a string: all of it, its start, or where the words stand. */
function readString(
  json: IndexedJson,
  node: number,
  words: string,
  unfolded: boolean,
): { text: string; cut: boolean; length: number } {
  if (unfolded) {
    const text = valueText(json, node);
    return { text, cut: false, length: text.length };
  }
  const start = stringStart(json, node, FOLD);
  const { length } = start;
  // Broken lines are shown as such only where there is room for them.
  if (!start.cut) return { text: inLine(start.text), cut: start.text.includes('\n'), length };
  if (words !== '' && !wordPattern(words).test(start.text)) {
    const whole = valueText(json, node);
    const at = whole.search(wordPattern(words));
    const from = Math.max(0, at - BEFORE);
    if (at !== -1) return { text: `…${inLine(whole.slice(from, from + FOLD))}…`, cut: true, length };
  }
  return { text: `${inLine(start.text)}…`, cut: true, length };
}

const inLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ↵ ');
