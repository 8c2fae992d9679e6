/** A parent for a test to kill: starts a stack, tells the process ids of its services and waits. */
import { startStack, type StackOptions } from '../start-stack.ts';

/** What it tells: the process ids. */
export type StackOwnerMessage = number[];

const stack = await startStack(JSON.parse(process.argv[2] ?? '{}') as StackOptions);
const message: StackOwnerMessage = [...stack.children.values()].map((child) => child.pid);
process.send?.(message);
await stack.died;
