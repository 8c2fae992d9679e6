import { awayForAWhile, type Drill } from '../drill.ts';

/** Known keys go on from memory: no request may fail. */
export const killPostgres: Drill = {
  name: 'postgres',
  title: 'kill -9 of Postgres, down 20 s, traffic with known keys',
  clientsMayFail: false,
  disturb: (stage) => {
    const { postgres } = stage.platform;
    return awayForAWhile(stage, postgres.kill, postgres.start);
  },
};
