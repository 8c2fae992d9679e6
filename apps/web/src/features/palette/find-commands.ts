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

/** 0 where what is written isn't in the name or its keywords, at a stretch or as beginnings of words. */
function scoreOf(command: PaletteCommand, wanted: string): number {
  const score = defaultFilter(command.label, wanted, [...(command.keywords ?? [])]);
  return score < LEAST ? 0 : score;
}

/** Below it are letters scattered over a name ("ada" in "Theme: Dark, appearance"): Enter would do what nobody meant. */
const LEAST = 0.1;
