'use client';
import { autocompletion, closeBrackets, closeCompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { SQLDialect, sql } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { type RefObject, useEffect, useRef } from 'react';
import { sqlFunctionNames } from '@heliograph/contracts/sql-functions';
import { sqlTables } from '@heliograph/contracts/sql-tables';

/** Where a statement was refused: offsets. */
export interface Fault {
  position: number;
  length: number;
}

/** What can be done to the editor from outside. */
export interface EditorHandle {
  /** Puts a text where the cursor is. */
  insert: (text: string) => void;
  focus: () => void;
  /** Puts the cursor at an offset. */
  goTo: (position: number) => void;
}

export interface CodeEditorProps {
  value: string;
  onChange: (value: string) => void;
  onRun: () => void;
  fault: Fault | null;
  handleRef: RefObject<EditorHandle | null>;
}

const types =
  'String UInt8 UInt16 UInt32 UInt64 Int8 Int16 Int32 Int64 Float32 Float64 Decimal Date DateTime DateTime64 UUID Bool Array Map Tuple Nullable LowCardinality'.split(
    ' ',
  );
/** The editor knows words in lower case alone; ClickHouse tells `toDate` from `todate`. */
const spelling = new Map([...sqlFunctionNames, ...types].map((name) => [name.toLowerCase(), name]));
const lower = (names: readonly string[]) => names.join(' ').toLowerCase();

/** ClickHouse's words, as far as statements here may use them. */
const dialect = SQLDialect.define({
  keywords:
    'select distinct on from where prewhere group by having order limit offset with as and or not in between like ilike is null asc desc nulls first last union all intersect except join inner left right full outer cross any semi anti asof using array over partition rows range unbounded preceding following current row window qualify filter case when then else end interval second minute hour day week month quarter year cast exists rollup cube ties',
  builtin: lower(sqlFunctionNames),
  types: lower(types),
  doubleQuotedStrings: false,
  identifierQuotes: '`"',
  slashComments: false,
  hashComments: false,
});

const schema = Object.fromEntries(
  sqlTables.map(({ name, columns }) => [
    name,
    columns.map((column) => ({
      label: column.name,
      detail: column.type,
      info: column.about,
      type: 'property',
    })),
  ]),
);

const highlight = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--info)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--success)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warning)' },
  { tag: tags.comment, color: 'var(--faint)', fontStyle: 'italic' },
  { tag: [tags.standard(tags.name), tags.typeName], color: 'var(--accent-ink)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'var(--surface)', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.55' },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--faint)', border: 'none' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--active)' },
  '.cm-placeholder': { color: 'var(--faint)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    border: '1px solid var(--line)',
    borderRadius: '6px',
    color: 'var(--ink)',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--active)',
    color: 'var(--ink)',
  },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal' },
  '.cm-fault': {
    textDecoration: 'underline wavy var(--danger)',
    textUnderlineOffset: '4px',
    backgroundColor: 'var(--danger-soft)',
  },
});

const setFault = StateEffect.define<Fault | null>();
const faultMark = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    const told = transaction.effects.find((effect) => effect.is(setFault));
    if (told === undefined) return transaction.docChanged ? Decoration.none : marks;
    if (told.value === null) return Decoration.none;
    const { length } = transaction.state.doc;
    const from = Math.max(0, Math.min(told.value.position, length - 1));
    const to = Math.min(length, from + Math.max(1, told.value.length));
    return to <= from ? Decoration.none : Decoration.set([faultClass.range(from, to)]);
  },
  provide: (field) => EditorView.decorations.from(field),
});
const faultClass = Decoration.mark({ class: 'cm-fault' });

/** The editor itself; loaded by SqlEditor alone. */
export default function CodeEditor({ value, onChange, onRun, fault, handleRef }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const told = useRef({ onChange, onRun, value });
  useEffect(() => {
    told.current = { onChange, onRun, value };
  }, [onChange, onRun, value]);

  useEffect(() => {
    if (place.current === null) return undefined;
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: told.current.value,
        extensions: [
          keymap.of([
            {
              key: 'Mod-Enter',
              run: (target) => {
                closeCompletion(target);
                told.current.onRun();
                return true;
              },
            },
          ]),
          lineNumbers(),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          autocompletion({ icons: false }),
          sql({
            ...{ dialect, schema, upperCaseKeywords: true },
            keywordCompletion: (label, type) => ({
              type,
              label: (type === 'keyword' ? undefined : spelling.get(label.toLowerCase())) ?? label,
            }),
          }),
          syntaxHighlighting(highlight),
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
          placeholder('SELECT … FROM requests'),
          EditorView.lineWrapping,
          // Tab leaves the editor, so that the keyboard is never caught in it.
          EditorView.contentAttributes.of({ 'aria-label': 'SQL statement', spellcheck: 'false' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) told.current.onChange(update.state.doc.toString());
          }),
          faultMark,
          look,
        ],
      }),
    });
    view.current = editor;
    handleRef.current = {
      insert: (text) => {
        editor.dispatch(editor.state.replaceSelection(text));
        editor.focus();
      },
      focus: () => editor.focus(),
      goTo: (position) => {
        const anchor = Math.min(position, editor.state.doc.length);
        editor.dispatch({ selection: { anchor }, scrollIntoView: true });
        editor.focus();
      },
    };
    return () => {
      handleRef.current = null;
      editor.destroy();
    };
  }, [handleRef]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({ effects: setFault.of(fault) });
  }, [fault]);

  return <div ref={place} className="h-full [&_.cm-editor]:rounded-lg [&_.cm-scroller]:rounded-lg" />;
}
