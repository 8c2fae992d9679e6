import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Drill } from '../drill.ts';
import type { AppProcess } from '../platform/app-process.ts';

const HOUR_MS = 3_600_000;
const preload = path.resolve(import.meta.dirname, '../platform/shift-clock.mjs');
let shifted: AppProcess | null = null;

/** An hour ahead, then an hour behind, each time with ClickHouse away for a moment, so that batches wait on that clock. */
export const jumpClock: Drill = {
  name: 'clock',
  title: "the worker's clock jumps an hour ahead, two back, one ahead",
  clientsMayFail: false,
  async prepare(platform) {
    await platform.worker.kill();
    const worker = await platform.anotherWorker({ nodeArgs: ['--import', preload] });
    await worker.start();
    shifted = worker;
    return async () => {
      await worker.kill();
      await platform.worker.start();
    };
  },
  async disturb({ platform: { clickHouse }, seconds }) {
    for (const shiftMs of [HOUR_MS, -HOUR_MS, 0]) {
      await clickHouse.kill();
      await wait((seconds / 12) * 1000);
      shifted?.tell({ shiftMs });
      await clickHouse.start();
      await wait((seconds / 12) * 1000);
    }
  },
};
