import { setTimeout as wait } from 'node:timers/promises';
import type { Load, LoadReport } from './load/start-load.ts';
import type { Account, DrillPlatform } from './platform/start-drill-platform.ts';

/** What a drill works with while the load runs. */
export interface Stage {
  platform: DrillPlatform;
  account: Account;
  /** Length of the load. */
  seconds: number;
  load: Load;
}

/** One way in which things die, and what clients may notice of it. */
export interface Drill {
  name: string;
  /** What happens, in the words of the printed line. */
  title: string;
  /** Whether clients may lose requests: only where what they are connected to dies. */
  clientsMayFail: boolean;
  /** Before the load; what it gives is called after the account was taken. */
  prepare?(platform: DrillPlatform): Promise<() => Promise<void>>;
  /** Where clients go; the platform's proxy unless said otherwise. */
  addresses?(platform: DrillPlatform): string[];
  headers?(n: number): Record<string, string>;
  /** Runs beside the load and ends with everything up again. */
  disturb(stage: Stage): Promise<void>;
  /** After the load, before the account is taken. */
  repair?(stage: Stage): Promise<void>;
  /** Ids that this drill may lose, where its promise is a smaller one. */
  mayLose?(report: LoadReport): (id: string) => boolean;
}

/** Shortest time between two blows, so that what died has a chance to come up. */
const SHORTEST_PAUSE_S = 1.2;

/** Every five seconds of a minute: strikes again and again until shortly before the load ends. */
export async function again(
  { seconds, load }: Stage,
  strike: (turn: number) => Promise<void>,
): Promise<void> {
  const pause = Math.max(SHORTEST_PAUSE_S, seconds / 12) * 1000;
  for (let turn = 0; ; turn += 1) {
    await wait(pause);
    if (load.over) return;
    await strike(turn);
  }
}

/** Down for a third of the load (20 s of a minute), after a quarter of it. */
export async function awayForAWhile(
  { seconds }: Stage,
  kill: () => Promise<void>,
  start: () => Promise<void>,
): Promise<void> {
  await wait((seconds / 4) * 1000);
  await kill();
  await wait((seconds / 3) * 1000);
  await start();
}
