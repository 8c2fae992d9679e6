import { expect, test } from 'vitest';
import { sampleRequest } from '../testing/sample-request.ts';
import { patchRequests } from './patch-requests.ts';

const other = sampleRequest({ id: '019aa2b4-0000-7000-8000-000000000002' });
const request = sampleRequest();
const scored = { ...request, scores: { quality: 1 } };

test('every copy of the request is patched, in pages, in live rows and as a detail', () => {
  const facts = { scores: { quality: 1 } };
  const pages = {
    pages: [
      { items: [other], nextCursor: 'a' },
      { items: [request], nextCursor: null },
    ],
    pageParams: [1],
  };
  const patched = patchRequests(pages, request.id, facts);
  expect(patched).toEqual({ ...pages, pages: [pages.pages[0], { items: [scored], nextCursor: null }] });
  expect(patched.pages[0]).toBe(pages.pages[0]);
  expect(
    patchRequests({ rows: [request], newest: { items: [request] }, from: 'x' }, request.id, facts),
  ).toEqual({
    rows: [scored],
    newest: { items: [scored] },
    from: 'x',
  });
  expect(patchRequests(request, request.id, facts)).toEqual(scored);
});

test('what holds no copy stays the very same', () => {
  for (const data of [undefined, null, { pages: [{ items: [other] }] }, other, [1, 'a']])
    expect(patchRequests(data, request.id, { scores: {} })).toBe(data);
});
