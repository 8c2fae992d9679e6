import { again, type Drill } from '../drill.ts';

export const killWorker: Drill = {
  name: 'worker',
  title: 'kill -9 of the worker every 5 s',
  clientsMayFail: false,
  disturb: (stage) => {
    const { worker } = stage.platform;
    return again(stage, async () => {
      await worker.kill();
      await worker.start();
    });
  },
};
