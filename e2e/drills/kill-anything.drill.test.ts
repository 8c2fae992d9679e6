import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DrillPlatform, startDrillPlatform } from './platform/start-drill-platform.ts';
import { runDrill } from './run-drill.ts';
import { allDrills } from './scenarios/all-drills.ts';

/** `npm run drills` sets these; `npm test` plays the short form of each. */
const seconds = Number(process.env.DRILL_SECONDS ?? 4);
const rate = Number(process.env.DRILL_RATE ?? 60);
const names = (process.env.DRILL_NAMES ?? '').split(',').filter((name) => name !== '');
const unknown = names.filter((name) => !allDrills.some((drill) => drill.name === name));
const chosen = allDrills.filter(({ name }) => names.length === 0 || names.includes(name));

let platform: DrillPlatform;
beforeAll(async () => {
  if (unknown.length > 0) {
    throw new Error(
      `No drill is called ${unknown.join(', ')}: ${allDrills.map(({ name }) => name).join(', ')}`,
    );
  }
  platform = await startDrillPlatform();
});
afterAll(() => platform.stop());

test.each(chosen.map((drill) => [drill.title, drill] as const))(
  '%s: nothing lost, nothing twice',
  async (_, drill) => {
    const result = await runDrill(drill, platform, { seconds, rate });
    process.stdout.write(`${result.line}\n`);
    expect(result.report.completed.size).toBeGreaterThan(0);
    const { duplicated, strangers, differingSums } = result;
    const found = { lost: result.lostAgainstPromise.length, duplicated, strangers, differingSums };
    expect(found).toEqual({ lost: 0, duplicated: 0, strangers: 0, differingSums: [] });
    if (!drill.clientsMayFail) expect([...result.report.failures]).toEqual([]);
  },
  // What was put off comes in however long a busy machine takes for it: the poison drill's isolating takes the longest.
  (5 * seconds + 180) * 1000,
);
