import { defaultFilter } from 'cmdk';
import { type PaletteCommand, paletteGroups } from './palette-command.ts';

export interface PaletteGroup {
  title: PaletteCommand['group'];
  commands: PaletteCommand[];
}

/** The commands whose names fit what is written, best first within their groups, the group of the best one first. */
export function findCommands(commands: readonly PaletteCommand[], text: string): PaletteGroup[] {
  const wanted = text.trim();
  const fitting = commands
    .map((command) => ({ command, score: wanted === '' ? 1 : scoreOf(command, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  return paletteGroups
    .map((title) => fitting.filter(({ command }) => command.group === title))
    .filter((members) => members.length > 0)
    .sort((a, b) => (b[0]?.score ?? 0) - (a[0]?.score ?? 0))
    .map((members) => ({
      title: members[0]?.command.group ?? 'Do',
      commands: members.map(({ command }) => command),
    }));
}

/** 0 where the letters aren't in the name or its keywords in this order. */
function scoreOf(command: PaletteCommand, wanted: string): number {
  return defaultFilter(command.label, wanted, [...(command.keywords ?? [])]);
}
