import { expect, test } from 'vitest';
import { readLayout, standardLayout } from '@heliograph/contracts/request-view';
import { sampleRequest } from '../testing/sample-request.ts';
import { offerColumns } from './offered-columns.ts';

const { layout } = readLayout({
  ...standardLayout,
  columns: [{ id: 'time' }, { id: 'property.feature' }],
});
const rows = [sampleRequest({ scores: { tone: 1, accuracy: 0.5 } })];

test('all that isn’t shown is offered, with the properties and scores there are', () => {
  const offered = offerColumns(layout, ['Feature', 'Plan'], rows, '');
  expect(offered.fixed).not.toContain('time');
  expect(offered.fixed).toContain('tokensPerSecond');
  expect(offered.properties).toEqual(['property.Plan']);
  expect(offered.scores).toEqual(['score.accuracy', 'score.tone']);
});

test('a text narrows them by label or explanation', () => {
  expect(offerColumns(layout, ['Plan'], rows, ' PLA ')).toEqual({
    fixed: [],
    properties: ['property.Plan'],
    scores: [],
  });
  expect(offerColumns(layout, [], [], 'time to').fixed).toEqual(['timeToFirstToken']);
});
