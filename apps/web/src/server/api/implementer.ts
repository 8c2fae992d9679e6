import { implement } from '@orpc/server';
import { apiContract } from '@heliograph/contracts/api-contract';
import type { Caller } from './authenticate.ts';

/** The contract to be implemented; every procedure knows who calls. */
export const api = implement(apiContract).$context<{ caller: Caller }>();
