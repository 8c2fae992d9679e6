import { apiContract } from '@heliograph/contracts/api-contract';
import { isContractProcedure } from '@orpc/contract';
import { expect, test } from 'vitest';

/** What the browser has to know of the contract to call it; the schemas, which are most of it, stay on the server. */
function routesOf(contract: unknown): unknown {
  if (isContractProcedure(contract)) {
    const { method, path, inputStructure, outputStructure } = contract['~orpc'].route;
    return { '~orpc': { errorMap: {}, meta: {}, route: { method, path, inputStructure, outputStructure } } };
  }
  return Object.fromEntries(
    Object.entries(contract as Record<string, unknown>).map(([name, part]) => [name, routesOf(part)]),
  );
}

// After a change of the contract: npm test -- apps/web/src/client/api-routes -u
test('the routes of the browser are those of the contract', async () => {
  await expect(`${JSON.stringify(routesOf(apiContract), null, 2)}\n`).toMatchFileSnapshot('api-routes.json');
});
