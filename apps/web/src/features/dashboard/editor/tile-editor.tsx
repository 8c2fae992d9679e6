'use client';
import {
  AreaChart,
  BarChart3,
  ChartNoAxesColumn,
  Grid3x3,
  Hash,
  LineChart,
  type LucideIcon,
  Table2,
} from 'lucide-react';
import { ToggleGroup } from 'radix-ui';
import { type FormEvent, useMemo, useState } from 'react';
import { v4 as uuidv4 } from 'uuid';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import { type Tile, type TileChart, tileCharts } from '@heliograph/contracts/dashboard-tile';
import { splitFilter } from '@heliograph/contracts/filter-text/parse-filter';
import type { Request } from '@heliograph/contracts/request';
import { Button } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import { Input } from '../../../components/input.tsx';
import { Sheet, SheetContent } from '../../../components/sheet.tsx';
import { useDebounced } from '../../../components/use-debounced.ts';
import { FilterBar } from '../../requests/filters/filter-bar.tsx';
import type { GroupColors } from '../colors/assign-colors.ts';
import type { KeyNames } from '../prepare/group-label.ts';
import type { PageQuery } from '../query/tile-questions.ts';
import { useAnswers } from '../query/use-answers.ts';
import { tileTitle } from '../tile/tile-title.ts';
import { TileView } from '../tile/tile-view.tsx';
import { usePropertyNames } from '../toolbar/use-property-names.ts';
import { newTile, traitsOf, withChart } from './draft-tile.ts';
import { GroupFields } from './group-fields.tsx';
import { MetricFields } from './metric-fields.tsx';

const charts: Record<TileChart, { label: string; icon: LucideIcon }> = {
  number: { label: 'Number', icon: Hash },
  line: { label: 'Lines', icon: LineChart },
  area: { label: 'Areas', icon: AreaChart },
  bar: { label: 'Bars', icon: BarChart3 },
  table: { label: 'Table', icon: Table2 },
  histogram: { label: 'Histogram', icon: ChartNoAxesColumn },
  heatmap: { label: 'Heat map', icon: Grid3x3 },
};

interface TileEditorProps {
  /** Null for a new one. */
  tile: Tile | null;
  page: PageQuery;
  range: ChosenRange;
  keys: KeyNames;
  colors: GroupColors;
  /** Rows at hand, for proposals. */
  rows: readonly Request[];
  onSave: (tile: Tile) => void;
  onClose: () => void;
}

/** What a tile shows, and how: with the tile as it would be, before it is kept. */
export function TileEditor({ tile, page, range, keys, colors, rows, onSave, onClose }: TileEditorProps) {
  const [draft, setDraft] = useState(() => tile ?? newTile(uuidv4()));
  const settled = useDebounced(draft, 300);
  const preview = useMemo(() => [settled], [settled]);
  const [state] = useAnswers(preview, page);
  const properties = usePropertyNames(page.timeRange);
  const { metrics: mostMetrics, groups } = traitsOf(draft.chart);
  const split = splitFilter(draft.filter);
  const change = (changes: Partial<Tile>): void => setDraft({ ...draft, ...changes });

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSave(draft);
  };
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent title={tile === null ? 'New tile' : 'Edit tile'} className="max-w-144">
        <div className="border-b border-line bg-canvas p-4">
          <div className={draft.chart === 'number' ? 'h-32 max-w-60' : 'h-72'}>
            {state !== undefined && (
              <TileView
                tile={settled}
                page={page}
                state={state}
                range={range}
                keys={keys}
                colors={colors}
                onZoom={null}
                onOrder={(orderBy) => change({ orderBy })}
                emptyAction={null}
                actions={null}
              />
            )}
          </div>
        </div>
        <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-4 p-4">
          <fieldset>
            <legend className="mb-1.5 text-sm font-medium text-ink">Shown as</legend>
            <ToggleGroup.Root
              type="single"
              aria-label="Shown as"
              value={draft.chart}
              onValueChange={(value) => {
                const chart = tileCharts.find((known) => known === value);
                if (chart !== undefined) setDraft(withChart(draft, chart));
              }}
              className="grid grid-cols-4 gap-1.5 sm:grid-cols-7"
            >
              {tileCharts.map((chart) => {
                const { label, icon: Icon } = charts[chart];
                return (
                  <ToggleGroup.Item
                    key={chart}
                    value={chart}
                    className="flex h-14 flex-col items-center justify-center gap-1 rounded-md border border-line text-xs text-muted hover:bg-hover hover:text-ink data-[state=on]:border-accent data-[state=on]:bg-accent-soft data-[state=on]:text-accent-ink"
                  >
                    <Icon aria-hidden className="size-4" />
                    {label}
                  </ToggleGroup.Item>
                );
              })}
            </ToggleGroup.Root>
          </fieldset>
          <MetricFields
            metrics={draft.metrics}
            most={mostMetrics}
            onChange={(metrics) =>
              change({
                metrics,
                orderBy:
                  draft.orderBy.metric < metrics.length ? draft.orderBy : { metric: 0, direction: 'desc' },
              })
            }
          />
          <GroupFields
            groupBy={draft.groupBy}
            groups={groups}
            properties={properties}
            onChange={(groupBy) => change({ groupBy })}
          />
          {draft.groupBy.length > 0 && groups !== 'buckets' && (
            <Field
              label="Groups that are told apart"
              hint={
                draft.chart === 'table'
                  ? 'Rows, up to 100'
                  : 'Up to 6, one colour each; the rest are “Others”'
              }
            >
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={1}
                  max={draft.chart === 'table' ? 100 : 6}
                  value={draft.limit}
                  onChange={(event) => {
                    const limit = Math.round(Number(event.target.value));
                    if (limit >= 1 && limit <= (draft.chart === 'table' ? 100 : 6)) change({ limit });
                  }}
                  className="w-24"
                />
              )}
            </Field>
          )}
          <fieldset className="min-w-0">
            <legend className="mb-1.5 text-sm font-medium text-ink">Filter, beside that of the page</legend>
            <FilterBar
              filter={draft.filter}
              parts={split.ok ? split.parts : []}
              fault={split.ok ? null : split.message}
              rows={rows}
              setFilter={(filter) => change({ filter })}
            />
          </fieldset>
          <Field label="Title" hint="Without one it is named by what it shows">
            {(control) => (
              <Input
                {...control}
                value={draft.title}
                maxLength={120}
                autoComplete="off"
                placeholder={tileTitle({ ...draft, title: '' })}
                onChange={(event) => change({ title: event.target.value })}
              />
            )}
          </Field>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" disabled={!split.ok}>
              {tile === null ? 'Add tile' : 'Save tile'}
            </Button>
          </div>
        </form>
      </SheetContent>
    </Sheet>
  );
}
