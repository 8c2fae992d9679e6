'use client';
import { LayoutDashboard, PencilRuler, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { v4 as uuidv4 } from 'uuid';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import type { Tile } from '@heliograph/contracts/dashboard-tile';
import { MAX_TILES } from '@heliograph/contracts/dashboards';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useSampleRequests } from '../explore/use-sample-requests.ts';
import { FilterBar } from '../requests/filters/filter-bar.tsx';
import { UnreadableFilter } from '../requests/filters/unreadable-filter.tsx';
import { useMedia } from '../requests/table/use-media.ts';
import { useKeyNames } from '../requests/use-key-names.ts';
import { TimeRangePicker } from '../time-range/time-range-picker.tsx';
import { lengthOf } from '../time-range/time-range.ts';
import { BoardDialog } from './board/board-dialog.tsx';
import { BoardMenu } from './board/board-menu.tsx';
import { orderTile, withOrders, withoutOrders } from './board/table-orders.ts';
import { useBoard } from './board/use-board.ts';
import { useTileChanges } from './board/use-tile-changes.ts';
import { useGroupColors } from './colors/use-group-colors.ts';
import { TileEditor } from './editor/tile-editor.tsx';
import { FirstRequestHint } from './first-request-hint.tsx';
import { appendTile, inReadingOrder } from './layout/move-tiles.ts';
import { TileHandle } from './layout/tile-handle.tsx';
import { ViewGrid } from './layout/view-grid.tsx';
import { useAnswers } from './query/use-answers.ts';
import { EmptyAction } from './tile/empty-action.tsx';
import { TileView } from './tile/tile-view.tsx';
import { tileTitle } from './tile/tile-title.ts';
import { DashboardToolbar } from './toolbar/dashboard-toolbar.tsx';
import { intervalOptions } from './toolbar/interval-options.ts';
import { usePageQuery } from './use-page-query.ts';

// Only who moves tiles needs it.
const EditGrid = dynamic(() => import('./layout/edit-grid.tsx').then((module) => module.EditGrid), {
  ssr: false,
  loading: () => <Skeleton className="h-96 w-full rounded-lg" />,
});

const NO_TILES: readonly Tile[] = [];

/** Charts side by side, of a dashboard of one's own or of the overview that everybody has. */
export function DashboardPage() {
  const query = usePageQuery();
  const { filters, page, order, setOrder } = query;
  const { range, filter, parts, fault, setRange, setFilter } = filters;
  const boardState = useBoard();
  const { board, name } = boardState;
  const { state: saveState, change } = useTileChanges(board);
  const [editing, setEditing] = useState(false);
  const [edited, setEdited] = useState<Tile | 'new' | null>(null);
  const [asksCopy, setAsksCopy] = useState(false);
  const [said, setSaid] = useState('');
  const isWide = useMedia('(min-width: 768px)');
  const keys = useKeyNames();
  const rows = useSampleRequests(range);

  const kept = boardState.tiles;
  const tiles = useMemo(() => withOrders(kept ?? NO_TILES, order), [kept, order]);
  const states = useAnswers(tiles, page);
  const colors = useGroupColors(tiles, states, query.by);
  const mayChange = board?.mayChange === true;
  const isEditing = editing && mayChange && isWide;

  const save = (next: readonly Tile[]): void => change(inReadingOrder(next));
  const actionsOf = (tile: Tile) =>
    mayChange && kept !== null
      ? {
          edit: () => setEdited(tile),
          duplicate: () => save(appendTile(kept, { ...tile, id: uuidv4() })),
          remove: () => save(kept.filter(({ id }) => id !== tile.id)),
        }
      : null;
  const keepTile = (tile: Tile): void => {
    if (kept === null) return;
    const isKnown = kept.some(({ id }) => id === tile.id);
    save(isKnown ? kept.map((other) => (other.id === tile.id ? tile : other)) : appendTile(kept, tile));
    setEdited(null);
  };
  const zoom = (stretch: ChosenRange): void => {
    setRange(stretch);
    // An interval that makes no chart of so short a time is none to stay with.
    const { interval } = query;
    if (interval !== 'auto' && !intervalOptions(lengthOf(stretch), 'auto').includes(interval))
      query.setInterval('auto');
  };
  const drawTile = (tile: Tile, at: number) => {
    const state = states[at];
    return state === undefined ? null : (
      <TileView
        tile={tile}
        page={page}
        state={state}
        range={range}
        keys={keys}
        colors={colors}
        onOrder={(orderBy) => {
          const usual = kept?.find(({ id }) => id === tile.id);
          if (usual !== undefined) setOrder(orderTile(order, usual, orderBy));
        }}
        onZoom={zoom}
        emptyAction={<EmptyAction {...filters} />}
        actions={actionsOf(tile)}
        handle={
          isEditing && (
            <TileHandle
              tile={tile}
              title={tileTitle(tile)}
              tiles={kept ?? NO_TILES}
              onChange={save}
              onSay={setSaid}
            />
          )
        }
      />
    );
  };

  const content =
    fault !== null ? (
      <UnreadableFilter fault={fault} onClear={() => setFilter('')} />
    ) : boardState.failure !== null ? (
      boardState.failure.status === 404 ? (
        <EmptyState
          icon={<LayoutDashboard aria-hidden />}
          title="There is no such dashboard"
          description="It was deleted, or whoever made it keeps it to themselves."
          action={<Button onClick={() => boardState.choose(null)}>Show the overview</Button>}
        />
      ) : (
        <ErrorState
          message={boardState.failure.message}
          onRetry={boardState.retry}
          retrying={boardState.retrying}
        />
      )
    ) : kept === null ? (
      <div role="status" className="grid gap-3 md:grid-cols-2">
        <span className="sr-only">Loading the dashboard</span>
        {Array.from({ length: 4 }, (_, at) => (
          <Skeleton key={at} className="h-56 w-full rounded-lg" />
        ))}
      </div>
    ) : kept.length === 0 ? (
      <EmptyState
        icon={<LayoutDashboard aria-hidden />}
        title="No tiles yet"
        description="A tile shows one or more metrics: over time, by group, as a table or as one figure."
        action={mayChange && <Button onClick={() => setEdited('new')}>Add tile</Button>}
      />
    ) : isEditing ? (
      <>
        <p className="mb-2 text-xs text-muted">
          Drag tiles by their handles and pull at their lower right corners. With the keyboard: arrow keys on
          a handle move the tile, together with Shift they resize it.
        </p>
        <EditGrid tiles={tiles} onChange={(next) => save(withoutOrders(next, kept))}>
          {drawTile}
        </EditGrid>
      </>
    ) : (
      <ViewGrid tiles={tiles}>{drawTile}</ViewGrid>
    );

  return (
    <div className="flex min-h-full flex-col">
      <div className="grid gap-3 px-4 pt-4 pb-3 md:px-5">
        <PageHeader
          title="Dashboard"
          actions={
            <>
              {board !== null && mayChange && (
                <span role="status" className="text-xs text-muted">
                  {{ saved: '', saving: 'Saving', failed: 'Not saved' }[saveState]}
                </span>
              )}
              {mayChange && kept !== null && (
                <>
                  <Button disabled={kept.length >= MAX_TILES} onClick={() => setEdited('new')}>
                    <Plus aria-hidden />
                    Add tile
                  </Button>
                  {isWide && kept.length > 0 && (
                    <Button aria-pressed={editing} onClick={() => setEditing(!editing)}>
                      <PencilRuler aria-hidden />
                      {editing ? 'Done' : 'Move tiles'}
                    </Button>
                  )}
                </>
              )}
              {!mayChange && kept !== null && (
                <Button onClick={() => setAsksCopy(true)}>
                  <PencilRuler aria-hidden />
                  Customize
                </Button>
              )}
              <BoardMenu board={board} name={name} tiles={kept} onChoose={boardState.choose} />
              <TimeRangePicker value={range} onChange={setRange} />
            </>
          }
        />
        <FilterBar
          key={fault}
          filter={filter}
          parts={parts}
          fault={fault}
          rows={rows}
          setFilter={setFilter}
        />
        <DashboardToolbar query={query} fetching={states.some(({ fetching }) => fetching)} />
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
      <div className="px-4 pb-6 md:px-5">
        <FirstRequestHint />
        {content}
      </div>
      {edited !== null && page !== null && (
        <TileEditor
          tile={edited === 'new' ? null : edited}
          page={page}
          range={range}
          keys={keys}
          colors={colors}
          rows={rows}
          onSave={keepTile}
          onClose={() => setEdited(null)}
        />
      )}
      {asksCopy && (
        <BoardDialog
          board={null}
          title={`Duplicate ${name}`}
          description="The copy is yours: add, edit and move its tiles."
          initial={{ name: `${name} (copy)`, tiles: kept ?? [] }}
          onClose={() => setAsksCopy(false)}
          onKept={({ id }) => boardState.choose(id)}
        />
      )}
    </div>
  );
}
