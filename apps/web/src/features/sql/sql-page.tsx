'use client';
import { Play, Save, Square } from 'lucide-react';
import { parseAsString, useQueryStates } from 'nuqs';
import { useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import type { SavedQuery, SqlChart } from '@heliograph/contracts/sql';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../../components/tabs.tsx';
import { useHydrated } from '../../components/use-hydrated.ts';
import type { EditorHandle, Fault } from './code-editor.tsx';
import { QueryDialog } from './query-dialog.tsx';
import { SavedQueries } from './saved-queries.tsx';
import { SchemaTree } from './schema-tree.tsx';
import { SqlEditor } from './sql-editor.tsx';
import { StatementOutcome } from './statement-outcome.tsx';
import { useDraft } from './use-draft.ts';
import { useQueryChanges, useSavedQueries } from './use-saved-queries.ts';
import { useStatement } from './use-statement.ts';

/** Statements of this length fit into an address. */
const MOST_IN_ADDRESS = 4000;

/** A statement of the reader's own over their own rows, its result, and those that are kept. */
export function SqlPage() {
  const [address, setAddress] = useQueryStates(
    { sql: parseAsString, query: parseAsString },
    { history: 'replace' },
  );
  const saved = useSavedQueries();
  const current = saved.data?.items.find(({ id }) => id === address.query) ?? null;
  const [draft, setDraft] = useDraft();
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? address.sql ?? current?.sql ?? draft;
  const [chart, setChart] = useState<SqlChart | null>(null);
  const shownChart = chart ?? current?.chart ?? null;
  const { state, run, cancel } = useStatement();
  const editor = useRef<EditorHandle | null>(null);
  const [asking, setAsking] = useState(false);
  const { update } = useQueryChanges();
  const hydrated = useHydrated();

  const write = (next: string): void => {
    setTyped(next);
    setDraft(next);
  };
  const start = (sql = text): void => {
    if (sql.trim() === '') {
      editor.current?.focus();
      return;
    }
    run(sql);
    const keepsCurrent = current !== null && current.sql === sql;
    void setAddress({ sql: keepsCurrent || sql.length > MOST_IN_ADDRESS ? null : sql });
  };
  const open = (query: SavedQuery): void => {
    write(query.sql);
    setChart(null);
    run(query.sql);
    void setAddress({ query: query.id, sql: null });
  };
  // A link to a statement shows its result.
  const linked = useRef(address.sql ?? '');
  useEffect(() => {
    if (linked.current !== '') run(linked.current);
  }, [run]);
  const linkedQuery = useRef(address.sql === null ? address.query : null);
  useEffect(() => {
    if (current === null || current.id !== linkedQuery.current) return;
    linkedQuery.current = null;
    run(current.sql);
  }, [current, run]);

  const changed = current !== null && (current.sql !== text || (chart !== null && chart !== current.chart));
  const saveChanges = (query: SavedQuery): void =>
    update.mutate(
      { id: query.id, sql: text, chart: shownChart },
      {
        onSuccess: () => toast.success(`${query.name} is saved`),
        onError: (error) =>
          toast.error('The query is as it was', { description: describeApiError(error).message }),
      },
    );
  const fault = state.status === 'failed' && state.sql === text ? faultOf(state.failure.details) : null;

  return (
    <div className="flex w-full flex-col gap-5 px-4 py-5 md:px-8 md:py-7">
      <PageHeader
        title={current === null ? 'SQL' : current.name}
        description="ClickHouse SQL over your own requests, sessions and users. It only reads."
        actions={
          <>
            {current?.mayChange === true && changed && (
              <Button onClick={() => saveChanges(current)} pending={update.isPending}>
                <Save aria-hidden />
                Save changes
              </Button>
            )}
            <Button onClick={() => setAsking(true)} disabled={text.trim() === ''}>
              {current === null && <Save aria-hidden />}
              {current === null ? 'Save' : 'Save as another'}
            </Button>
          </>
        }
      />
      <div className="grid min-w-0 gap-5 lg:grid-cols-[16rem_minmax(0,1fr)]">
        <aside aria-label="Tables and kept queries" className="min-w-0 max-lg:order-2">
          <Tabs defaultValue="tables">
            <TabsList aria-label="Tables and kept queries">
              <TabsTrigger value="tables">Tables</TabsTrigger>
              <TabsTrigger value="saved">Kept</TabsTrigger>
            </TabsList>
            <TabsContent value="tables" className="max-h-[70vh] overflow-y-auto pt-2 max-lg:max-h-80">
              <SchemaTree onInsert={(name) => editor.current?.insert(name)} />
            </TabsContent>
            <TabsContent value="saved" className="max-h-[70vh] overflow-y-auto pt-2 max-lg:max-h-80">
              <SavedQueries
                current={current?.id ?? null}
                onOpen={open}
                onGone={(query) => query.id === address.query && void setAddress({ query: null })}
              />
            </TabsContent>
          </Tabs>
        </aside>
        <div className="flex min-w-0 flex-col gap-4">
          <div className="h-56 min-h-32 resize-y overflow-hidden rounded-lg border border-line-strong focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus">
            {hydrated && (
              <SqlEditor
                value={text}
                onChange={write}
                onRun={() => start()}
                fault={fault}
                handleRef={editor}
              />
            )}
          </div>
          <div className="flex flex-wrap items-center gap-3">
            {state.status === 'running' ? (
              <Button onClick={cancel}>
                <Square aria-hidden />
                Cancel
              </Button>
            ) : (
              <Button variant="primary" onClick={() => start()} disabled={text.trim() === ''}>
                <Play aria-hidden />
                Run
              </Button>
            )}
            <span className="flex items-center gap-1 text-xs text-muted max-sm:hidden">
              <Kbd>⌘</Kbd>
              <Kbd>↵</Kbd> or <Kbd>Ctrl</Kbd>
              <Kbd>↵</Kbd> runs it
            </span>
          </div>
          <StatementOutcome
            state={state}
            chart={shownChart}
            onChart={setChart}
            onShowFault={(position) => editor.current?.goTo(position)}
            onExample={(sql) => {
              write(sql);
              start(sql);
            }}
            onRun={() => start()}
          />
        </div>
      </div>
      {asking && (
        <QueryDialog
          query={{ sql: text, chart: shownChart }}
          onClose={() => setAsking(false)}
          onKept={(query) => void setAddress({ query: query.id, sql: null })}
        />
      )}
    </div>
  );
}

function faultOf(details: Record<string, unknown> | null): Fault | null {
  const { position, length } = details ?? {};
  return typeof position === 'number' && typeof length === 'number' ? { position, length } : null;
}
