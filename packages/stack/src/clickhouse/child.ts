/** The process that holds the ClickHouse engine: a crash or a busy engine takes nothing else with it. */
import { once } from 'node:events';
import type { ChildMessage } from '../process/spawn-child.ts';
import { Engine, type EngineSize } from './engine.ts';
import { createFrontServer } from './front-server.ts';

export interface ClickHouseChildConfig {
  dataDir: string;
  port: number;
  password?: string;
  size: EngineSize;
}

const config = JSON.parse(process.argv[2] ?? '{}') as ClickHouseChildConfig;
const engine = new Engine(config.dataDir, config.size);
const server = createFrontServer({ engine, password: config.password });

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // Statements that run are answered; idle connections are closed at once.
  server.close();
  server.closeIdleConnections();
  const patience = setTimeout(() => server.closeAllConnections(), 10_000);
  await once(server, 'close');
  clearTimeout(patience);
  await engine.close();
  process.exit(0);
}

process.on('disconnect', () => void stop());
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
server.on('error', (error) => {
  const message: ChildMessage = { type: 'failed', message: error.message };
  if (process.connected) process.send?.(message);
  process.exit(1);
});
server.listen(config.port, '127.0.0.1');
