import type { Deploy } from '@heliograph/contracts/deploys';

const deploy: Deploy = {
  id: '019aa2b5-7777-7333-8444-555566667777',
  version: 'v1.42.0',
  deployedAt: '2026-11-20T10:00:00.000Z',
};

export const deployRequestExamples = { 'deploys.add': { version: deploy.version } };
export const deployResponseExamples = { 'deploys.list': { items: [deploy] }, 'deploys.add': deploy };
