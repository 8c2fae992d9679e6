import { newestFirst, type RequestView, standardLayout } from '@heliograph/contracts/request-view';
import { describe, expect, it } from 'vitest';
import { isBare, isSameView, viewUrl } from './view-query.ts';

const plain: RequestView = { filter: '', range: '24h', sort: newestFirst, layout: standardLayout };
const full: RequestView = {
  filter: 'status:5xx "Übergröße & co"',
  range: '2026-11-20T10:00:00.000Z/2026-11-21T10:00:00.000Z',
  sort: { by: 'costUsd', direction: 'desc' },
  layout: {
    columns: [
      { id: 'time', pinned: true },
      { id: 'property.team', width: 120 },
    ],
    density: 'compact',
  },
};

describe('the address of a view', () => {
  it('has its id alone where it shows what the list shows anyway', () => {
    expect(viewUrl({ id: 'v1', view: plain })).toBe('/requests?view=v1');
  });
  it('has all of it that an address can say', () => {
    const query = new URLSearchParams(viewUrl({ id: 'v1', view: full }).split('?')[1]);
    expect(Object.fromEntries(query)).toEqual({
      view: 'v1',
      q: full.filter,
      from: '2026-11-20T10:00:00.000Z',
      to: '2026-11-21T10:00:00.000Z',
      sort: '-costUsd',
      columns: 'time,property.team',
    });
  });
});

it.each([
  [{}, true],
  [{ utm_source: 'mail' }, true],
  [{ q: 'x' }, false],
  [{ view: 'all' }, false],
  [{ request: 'id' }, false],
  [{ from: 'a', to: 'b' }, false],
])('an address with %j is bare: %s', (query, bare) => {
  expect(isBare(query)).toBe(bare);
});

describe('two views', () => {
  it('are the same where what they say is the same', () => {
    const said = { ...full, layout: { density: full.layout.density, columns: [...full.layout.columns] } };
    said.layout.columns[1] = { id: 'property.team', width: 120, pinned: false };
    expect(isSameView(full, said)).toBe(true);
  });
  it.each<[string, Partial<RequestView>]>([
    ['filter', { filter: '' }],
    ['range', { range: '7d' }],
    ['order', { sort: { by: 'costUsd', direction: 'asc' } }],
    ['density', { layout: { ...full.layout, density: 'comfortable' } }],
    [
      'widths',
      { layout: { ...full.layout, columns: [{ id: 'time', pinned: true }, { id: 'property.team' }] } },
    ],
    ['columns', { layout: { ...full.layout, columns: [...full.layout.columns].reverse() } }],
  ])('differ by their %s', (_what, change) => {
    expect(isSameView(full, { ...full, ...change })).toBe(false);
  });
});
