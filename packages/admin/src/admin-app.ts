import express, { type Express } from 'express';
import type { Registry } from 'prom-client';

/** Answers whether one dependency can be used now; rejects or gives false where it can't. */
export type DependencyCheck = () => Promise<boolean>;

export interface AdminOptions {
  /** What /metrics shows. */
  registry: Pick<Registry, 'contentType' | 'metrics'>;
  /** By the name under which /readyz shows each. */
  checks: Record<string, DependencyCheck>;
  /** Whether the process still does its work while a dependency is away; else /readyz answers 503 then. */
  worksWithout: boolean;
  isDraining: () => boolean;
}

/** Paths that the admin app answers. */
export const adminPaths: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

const CHECK_TIMEOUT_MS = 1_000;

/** /healthz (alive), /readyz (each dependency by name), /metrics (Prometheus). */
export function createAdminApp({ registry, checks, worksWithout, isDraining }: AdminOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.get('/readyz', async (_req, res) => {
    const results = await Promise.all(
      Object.entries(checks).map(
        async ([name, check]) => [name, (await passes(check)) ? 'ok' : 'unavailable'] as const,
      ),
    );
    const draining = isDraining();
    const healthy = results.every(([, state]) => state === 'ok');
    res.status(draining || (!healthy && !worksWithout) ? 503 : 200);
    res.json({
      status: draining ? 'draining' : healthy ? 'ready' : worksWithout ? 'degraded' : 'unavailable',
      dependencies: Object.fromEntries(results),
    });
  });
  app.get('/metrics', async (_req, res) => {
    res.type(registry.contentType).send(await registry.metrics());
  });
  return app;
}

async function passes(check: DependencyCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, CHECK_TIMEOUT_MS, false);
  });
  try {
    return await Promise.race([check(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
