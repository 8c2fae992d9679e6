import { Circle } from 'lucide-react';
import { describe, expect, it } from 'vitest';
import { findCommands } from './find-commands.ts';
import type { PaletteCommand } from './palette-command.ts';
import { searchCommands } from './search-commands.ts';

const command = (group: PaletteCommand['group'], label: string, keywords: string[] = []): PaletteCommand => ({
  id: label,
  group,
  label,
  keywords,
  icon: Circle,
  run: () => undefined,
});
const commands = [
  command('Go to', 'Requests'),
  command('Go to', 'Rate limits'),
  command('Go to', 'API keys', ['Settings']),
  command('Do', 'Theme: Dark', ['appearance']),
  command('Do', 'Sign out', ['log out']),
];
const found = (text: string) =>
  findCommands(commands, text).map(({ title, commands: members }) => [
    title,
    ...members.map(({ label }) => label),
  ]);

describe('the palette', () => {
  it('shows everything in its order before something is written', () => {
    expect(found('  ')).toEqual([
      ['Go to', 'Requests', 'Rate limits', 'API keys'],
      ['Do', 'Theme: Dark', 'Sign out'],
    ]);
  });
  it.each([
    ['rate', 'Rate limits'],
    ['KEYS', 'API keys'],
    ['settings', 'API keys'],
    ['dark', 'Theme: Dark'],
    ['log out', 'Sign out'],
    ['rl', 'Rate limits'],
  ])('finds by %j first %s', (text, label) => {
    expect(found(text)[0]?.[1]).toBe(label);
  });
  it.each(['zzz', 'ada', 'qst'])('finds nothing by %j, letters scattered over a name at the most', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('a text', () => {
  const went: string[] = [];
  const searches = (text: string) => searchCommands(text, (path) => went.push(path));

  it('of nothing searches nothing', () => {
    expect(searches(' ')).toEqual([]);
  });
  it('that is an id leads to that request', () => {
    const id = '0199d6c0-0000-7000-8000-000000000001';
    const all = searches(` ${id} `);
    expect(all.map(({ label }) => label)).toEqual([`Request ${id}`]);
    all[0]?.run();
    expect(went.pop()).toBe(`/requests?request=${id}`);
  });
  it('that is a filter leads to what matches it', () => {
    const [filter] = searches('model:gpt-4o status:5xx');
    filter?.run();
    expect(new URLSearchParams(went.pop()?.split('?')[1]).get('q')).toBe('model:gpt-4o status:5xx');
  });
  it('may be a user or a session, quoted as the filter wants it', () => {
    const user = searches('Ada "L" King').find(({ id }) => id === 'search.user');
    user?.run();
    expect(new URLSearchParams(went.pop()?.split('?')[1]).get('q')).toBe('user:"Ada \\"L\\" King"');
  });
});
