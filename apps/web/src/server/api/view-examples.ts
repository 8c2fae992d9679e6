import { newestFirst } from '@heliograph/contracts/request-view';
import type { SavedView } from '@heliograph/contracts/saved-views';

const view: SavedView = {
  id: '019aa2b5-2222-7333-8444-555566667777',
  name: 'Costly failures',
  shared: true,
  owner: { id: '019aa2b5-0000-7111-8222-333344445555', name: 'Ada Lovelace' },
  mayChange: true,
  isDefault: false,
  view: {
    filter: 'status:5xx cost:>0.01',
    range: '7d',
    sort: newestFirst,
    layout: {
      columns: [{ id: 'time', pinned: true }, { id: 'model' }, { id: 'property.team', width: 160 }],
      density: 'compact',
    },
  },
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
};

export const viewRequestExamples = {
  'views.create': { name: view.name, shared: true, view: view.view },
  'views.update': { name: 'Costly failures of this week' },
  'views.setDefault': { id: view.id },
};

export const viewResponseExamples = {
  'views.list': { items: [view] },
  'views.create': view,
  'views.update': { ...view, name: 'Costly failures of this week' },
};
