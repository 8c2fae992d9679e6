import { describe, expect, it } from 'vitest';
import { headerGroups, headerTable } from './header-table.ts';
import { renderHeaderDocs } from './render-docs.ts';

describe('docs/headers.md', () => {
  it('says what the table says; "npm run docs:headers" writes it anew', async () => {
    await expect(renderHeaderDocs()).toMatchFileSnapshot('../../../docs/headers.md');
  });

  it('leaves no header out', () => {
    const shown = headerGroups.flatMap(({ headers }) => Object.keys(headers));
    expect(shown.sort()).toEqual(Object.keys(headerTable).sort());
  });
});
