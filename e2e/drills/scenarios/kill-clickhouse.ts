import { awayForAWhile, type Drill } from '../drill.ts';

export const killClickHouse: Drill = {
  name: 'clickhouse',
  title: 'kill -9 of ClickHouse, down 20 s',
  clientsMayFail: false,
  disturb: (stage) => {
    const { clickHouse } = stage.platform;
    return awayForAWhile(stage, clickHouse.kill, clickHouse.start);
  },
};
