import { setTimeout as wait } from 'node:timers/promises';
import type { Drill } from '../drill.ts';
import type { AppProcess } from '../platform/app-process.ts';

let second: AppProcess | null = null;
const proxies: AppProcess[] = [];

/** Two proxies behind a load balancer, ended with SIGTERM and started again one after the other; no request may fail. */
export const restartProxies: Drill = {
  name: 'rolling-restart',
  title: 'SIGTERM rolling restart of two proxies, and SIGUSR2 in place, under load',
  clientsMayFail: false,
  async prepare(platform) {
    const another = await platform.anotherProxy();
    await another.start();
    second = another;
    proxies.splice(0, proxies.length, platform.proxy, another);
    return async () => {
      await another.terminate();
    };
  },
  addresses: ({ proxy }) => (second === null ? [proxy.url] : [proxy.url, second.url]),
  async disturb({ load, seconds }) {
    await wait((seconds / 12) * 1000);
    do {
      for (const proxy of proxies) {
        const code = await proxy.terminate();
        if (code !== 0) throw new Error(`A proxy ended with ${code} after SIGTERM`);
        await proxy.start();
      }
      for (const proxy of proxies) proxy.signal('SIGUSR2');
      await wait((seconds / 12) * 1000);
    } while (!load.over);
  },
};
