import type { Deploy } from '@heliograph/contracts/deploys';

export function toListedDeploy(row: { id: string; version: string; deployedAt: Date }): Deploy {
  return { id: row.id, version: row.version, deployedAt: row.deployedAt.toISOString() };
}
