import { again, type Drill } from '../drill.ts';

/** In turns all of the proxy's processes, and one of its workers, whose spool another takes over. */
export const killProxy: Drill = {
  name: 'proxy',
  title: 'kill -9 of the proxy every 5 s',
  clientsMayFail: true,
  disturb: (stage) => {
    const { proxy } = stage.platform;
    return again(stage, async (turn) => {
      if (turn % 2 === 1) return proxy.killOne();
      await proxy.kill();
      await proxy.start();
    });
  },
};
