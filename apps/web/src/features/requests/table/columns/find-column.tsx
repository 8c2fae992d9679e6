import type { Request } from '@heliograph/contracts/request';
import { readNamedField } from '@heliograph/contracts/request-fields';
import {
  type FixedColumnId,
  type RequestColumnId,
  requestColumnIds,
} from '@heliograph/contracts/request-view';
import { None } from '../cells/none.tsx';
import { RowText } from '../cells/row-text.tsx';
import type { Column } from './column.ts';
import { fixedColumns } from './fixed-columns.tsx';

const number = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });

/** The column of that id; those of properties and scores are made for it. */
export function findColumn(id: RequestColumnId): Column {
  if (isFixed(id)) return { id, ...fixedColumns[id] };
  const { kind, name } = readNamedField(id) ?? { kind: 'property', name: id };
  if (kind === 'score') {
    return {
      id,
      label: name,
      hint: 'Score',
      width: 104,
      align: 'right',
      cell: ({ request: { scores } }) =>
        scores[name] === undefined ? <None /> : number.format(scores[name]),
    };
  }
  return {
    id,
    label: name,
    hint: 'Property',
    width: 136,
    entry: (request) => {
      const value = propertyOf(request, name);
      return value === undefined ? null : { field: `property.${name}`, value };
    },
    cell: ({ request }) => <RowText text={propertyOf(request, name) ?? null} />,
  };
}

function isFixed(id: string): id is FixedColumnId {
  return requestColumnIds.some((known) => known === id);
}

/** Names of properties compare without case. */
function propertyOf({ properties }: Request, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return properties[name] ?? Object.entries(properties).find(([key]) => key.toLowerCase() === wanted)?.[1];
}
