'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { toast } from 'sonner';
import { type ChosenRange, intervalOf } from '@heliograph/contracts/chosen-range';
import type { Tile } from '@heliograph/contracts/dashboard-tile';
import { ChartFrame } from '../../../components/chart/chart-frame.tsx';
import { ChartLegend } from '../../../components/chart/chart-legend.tsx';
import { cn } from '../../../components/cn.ts';
import { describeTimeRange } from '../../time-range/describe-time-range.ts';
import type { GroupColors } from '../colors/assign-colors.ts';
import { fileName } from '../download/file-name.ts';
import { drawPng } from '../download/draw-png.ts';
import { saveFile } from '../download/save-file.ts';
import { sheetToCsv } from '../download/sheet-to-csv.ts';
import { pickUrl } from '../drill/pick-filter.ts';
import type { Pick } from '../drill/pick.ts';
import type { KeyNames } from '../prepare/group-label.ts';
import type { PageQuery } from '../query/tile-questions.ts';
import type { TileState } from '../query/use-answers.ts';
import { ChangeMark } from './change-mark.tsx';
import { fitLegend } from './fit-legend.ts';
import { legendOf } from './legend-of.tsx';
import { SheetTable } from './sheet-table.tsx';
import { SpokenSheet } from './spoken-sheet.tsx';
import { StretchMenu } from './stretch-menu.tsx';
import { StaleNotice } from './stale-notice.tsx';
import { type ChosenPart, TileChart } from './tile-chart.tsx';
import { TileEmpty } from './tile-empty.tsx';
import { TileFailure } from './tile-failure.tsx';
import { type TileActions, TileMenu } from './tile-menu.tsx';
import { TileSkeleton } from './tile-skeleton.tsx';
import { tileTitle } from './tile-title.ts';
import { usePreparedTile } from './use-prepared-tile.ts';

export interface TileViewProps {
  tile: Tile;
  page: PageQuery | null;
  state: TileState;
  range: ChosenRange;
  keys: KeyNames;
  colors: GroupColors;
  /** Looks at a part of the time alone; null where charts are only looked at, as in the editor. */
  onZoom: ((range: ChosenRange) => void) | null;
  /** Orders a table by another of its metrics. */
  onOrder: (orderBy: Tile['orderBy']) => void;
  /** What to do where nothing is shown. */
  emptyAction: ReactNode;
  actions: TileActions | null;
  /** Before the menu: what moves the tile. */
  handle?: ReactNode;
}

/** One tile: its title, its chart in whichever state it is, and its menu. */
export function TileView({
  tile,
  page,
  state,
  range,
  keys,
  colors,
  onZoom,
  onOrder,
  emptyAction,
  actions,
  handle,
}: TileViewProps) {
  const router = useRouter();
  const frameRef = useRef<HTMLDivElement>(null);
  const [asTable, setAsTable] = useState(false);
  const { prepared, stale } = usePreparedTile(tile, page, state, { keys, colors });
  const [chosen, setChosen] = useState<(ChosenPart & { focused: Element | null }) | null>(null);
  const title = tileTitle(tile, page?.by ?? null);
  const pageFilter = page?.filter ?? '';
  const hrefOf = useCallback(
    (pick: Pick) => pickUrl(range, [pageFilter, tile.filter], pick),
    [range, pageFilter, tile.filter],
  );
  const open = useCallback(
    (pick: Pick): void => {
      const href = hrefOf(pick);
      if (href === null) toast.error('These requests can not be told by a filter');
      else router.push(href);
    },
    [hrefOf, router],
  );
  const choose = useCallback(
    (part: ChosenPart): void => {
      if (part.isPress || part.pick.span === null) open(part.pick);
      else setChosen({ ...part, focused: document.activeElement });
    },
    [open],
  );
  const span = chosen?.pick.span ?? null;
  const stretch = span === null ? null : intervalOf(span.from, span.to);
  const { metric, direction } = tile.orderBy;
  const order = {
    ...{ metric, direction },
    by: (next: number): void =>
      onOrder({ metric: next, direction: next === metric && direction === 'desc' ? 'asc' : 'desc' }),
  };

  const isTable = tile.chart === 'table';
  const legend = prepared === null || asTable || isTable || prepared.empty !== null ? [] : legendOf(prepared);
  const fit = fitLegend(legend, tile.layout.w);
  const [figure] = prepared?.headlines ?? [];
  const showsFigure = figure !== undefined && prepared?.headlines.length === 1 && prepared.empty === null;
  const files =
    prepared === null || page === null
      ? null
      : {
          csv: () =>
            saveFile(
              fileName(title, page.timeRange, 'csv'),
              new Blob([sheetToCsv(prepared.chart.sheet)], { type: 'text/csv;charset=utf-8' }),
            ),
          png: () => {
            const plot =
              asTable || isTable
                ? null
                : (frameRef.current?.querySelector<SVGSVGElement>(
                    'svg[data-plot], [data-plot] svg.recharts-surface',
                  ) ?? null);
            const text =
              prepared.chart.kind === 'number' ? prepared.chart.headline.text : (figure?.text ?? null);
            drawPng({
              title,
              subtitle: describeTimeRange(range),
              figure: prepared.chart.kind === 'number' || showsFigure ? text : null,
              legend,
              plot,
              sheet: prepared.chart.sheet,
            }).then(
              (blob) => saveFile(fileName(title, page.timeRange, 'png'), blob),
              () =>
                toast.error('No picture could be drawn', {
                  description: 'Download the values as CSV instead.',
                }),
            );
          },
        };

  return (
    <div ref={frameRef} className="h-full min-h-0">
      <ChartFrame
        fill
        label={title}
        title={
          <h2 className="truncate" title={title}>
            {title}
          </h2>
        }
        actions={
          <div className="flex shrink-0 items-center">
            {handle}
            <TileMenu
              title={title}
              files={files}
              asTable={isTable ? null : { on: asTable, toggle: () => setAsTable(!asTable) }}
              href={hrefOf({
                span: null,
                group: {},
                metric: tile.metrics.length === 1 ? (tile.metrics[0]?.metric ?? null) : null,
              })}
              actions={actions}
            />
          </div>
        }
        legend={[]}
      >
        {prepared !== null && state.failure !== null && (
          <StaleNotice message={state.failure.message} onRetry={state.retry} />
        )}
        {prepared === null ? (
          state.failure === null ? (
            <TileSkeleton chart={tile.chart} />
          ) : (
            <TileFailure
              failure={state.failure}
              isSmall={tile.chart === 'number'}
              retrying={state.fetching}
              onRetry={state.retry}
            />
          )
        ) : prepared.empty !== null && prepared.chart.kind !== 'number' ? (
          <TileEmpty text={prepared.empty.text} action={prepared.empty.isQuiet && emptyAction} />
        ) : (
          <div
            aria-busy={stale}
            className={cn('flex min-h-0 grow flex-col transition-opacity', stale && 'opacity-50')}
          >
            {showsFigure && (
              <p className="-mt-1 mb-1.5 flex shrink-0 flex-wrap items-baseline gap-x-2">
                <span
                  title={figure.full}
                  className="text-xl font-semibold tracking-tight text-ink tabular-nums"
                >
                  {figure.text}
                </span>
                {figure.change !== null && <ChangeMark change={figure.change} before={figure.before} />}
              </p>
            )}
            <ChartLegend
              items={fit.items}
              {...(fit.hidden > 0 && { note: `${fit.hidden} more in the tooltip` })}
            />
            {asTable ? (
              <SheetTable caption={title} sheet={prepared.chart.sheet} hrefOf={hrefOf} />
            ) : (
              <>
                <TileChart
                  label={title}
                  chart={prepared.chart}
                  order={
                    prepared.chart.kind === 'table' && prepared.chart.orderBy !== null ? order : undefined
                  }
                  hrefOf={hrefOf}
                  onPick={onZoom === null ? null : choose}
                  held={chosen?.stretch ?? null}
                />
                {!isTable && <SpokenSheet caption={title} sheet={prepared.chart.sheet} />}
              </>
            )}
            {prepared.notes.map((note) => (
              <p key={note} className="shrink-0 truncate pt-1 text-xs text-muted" title={note}>
                {note}
              </p>
            ))}
          </div>
        )}
      </ChartFrame>
      {chosen !== null && stretch !== null && (
        <StretchMenu
          at={chosen.at}
          label={describeTimeRange(stretch)}
          onZoom={() => onZoom?.(stretch)}
          onOpen={() => open(chosen.pick)}
          onClose={() => {
            setChosen(null);
            if (chosen.focused instanceof HTMLElement) chosen.focused.focus();
          }}
        />
      )}
    </div>
  );
}
