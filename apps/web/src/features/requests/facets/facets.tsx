'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { FilterField } from '@heliograph/contracts/filter';
import type { FilterPart } from '@heliograph/contracts/filter-text/parse-filter';
import { api } from '../../../client/api.ts';
import { Button } from '../../../components/button.tsx';
import { chosenValues, entryState, type FilterEntry } from '../filters/filter-parts.ts';
import { formatProvider } from '../format/format-provider.ts';
import { useKeyNames } from '../use-key-names.ts';
import { facetFields } from './facet-fields.ts';
import { FacetSection } from './facet-section.tsx';
import type { FacetPanel } from './use-facet-panel.ts';
import { useFacets } from './use-facets.ts';

/** Properties that are listed; of those beyond people write the filter themselves. */
const MOST_PROPERTIES = 40;
/** Fields that are counted at once; the API takes no more. */
const MOST_OPEN = 20;

interface FacetsProps {
  panel: FacetPanel;
  timeRange: { from: string; to: string } | null;
  filter: string;
  parts: readonly FilterPart[];
  onEntry: (entry: FilterEntry, want: 'included' | 'excluded') => void;
}

/** The values that the requests of the list have, field by field, to filter by. */
export function Facets({ panel, timeRange, filter, parts, onEntry }: FacetsProps) {
  const properties = useQuery(
    api.properties.query.queryOptions({
      input: { timeRange: timeRange ?? { from: '', to: '' } },
      enabled: timeRange !== null,
      staleTime: 60_000,
      placeholderData: keepPreviousData,
    }),
  );
  const keyNames = useKeyNames();
  const propertyFields = (properties.data?.items ?? [])
    .slice(0, MOST_PROPERTIES)
    .map(({ name }): FilterField => `property.${name}`);
  const open = [...facetFields, ...propertyFields].filter(panel.isOpen).slice(0, MOST_OPEN);
  const facets = useFacets(open, timeRange, filter);
  const showValue = (field: FilterField) => (value: FilterEntry['value']) => {
    const text = String(value);
    if (field === 'provider') return formatProvider(text);
    if (field === 'apiKeyId') return keyNames.get(text) ?? `${text.slice(0, 8)}…`;
    return field === 'status' && value === 0 ? 'No answer' : text;
  };
  const section = (field: FilterField) => (
    <FacetSection
      key={field}
      field={field}
      open={panel.isOpen(field)}
      onToggle={() => panel.toggle(field)}
      facet={facets.of(field)}
      stale={facets.stale}
      chosen={chosenValues(parts, field)}
      stateOf={(entry) => entryState(parts, entry)}
      onEntry={onEntry}
      showValue={showValue(field)}
    />
  );
  return (
    <div className="px-2 pb-4">
      {(facets.failed || properties.isError) && (
        <div role="alert" className="flex items-center justify-between gap-2 px-2 py-2 text-xs text-danger">
          Values could not be counted.
          <Button
            size="sm"
            pending={facets.retrying || properties.isFetching}
            onClick={() => {
              if (facets.failed) facets.retry();
              if (properties.isError) void properties.refetch();
            }}
          >
            Try again
          </Button>
        </div>
      )}
      {facetFields.map(section)}
      {propertyFields.length > 0 && (
        <>
          <h2 className="px-1 pt-4 pb-1 text-xs font-medium text-muted">Properties</h2>
          {propertyFields.map(section)}
        </>
      )}
    </div>
  );
}
