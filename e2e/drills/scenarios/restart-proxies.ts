import { setTimeout as wait } from 'node:timers/promises';
import type { Drill } from '../drill.ts';
import type { AppProcess } from '../platform/app-process.ts';

const proxies: AppProcess[] = [];
/** Those that a load balancer would send requests to: /readyz said 200 when it was asked last. */
let serving: string[] = [];
const LOOK_EVERY_MS = 100;

async function look(): Promise<void> {
  const states = await Promise.all(
    proxies.map(({ url }) =>
      fetch(`${url}/readyz`, { headers: { connection: 'close' } }).then(
        (answer) => answer.ok,
        () => false,
      ),
    ),
  );
  serving = proxies.filter((_, n) => states[n] === true).map(({ url }) => url);
}

/** Two proxies behind a load balancer, ended with SIGTERM and started again one after the other; no request may fail. */
export const restartProxies: Drill = {
  name: 'rolling-restart',
  title: 'SIGTERM rolling restart of two proxies, and SIGUSR2 in place, under load',
  clientsMayFail: false,
  async prepare(platform) {
    const another = await platform.anotherProxy();
    await another.start();
    proxies.splice(0, proxies.length, platform.proxy, another);
    await look();
    const looking = setInterval(() => void look(), LOOK_EVERY_MS);
    return async () => {
      clearInterval(looking);
      await another.terminate();
    };
  },
  addresses: () => (serving.length > 0 ? serving : proxies.map(({ url }) => url)),
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
