/** A parent for a test to kill: starts a stack, tells the process ids of its services and waits. */
import { startStack, type StackOptions } from '../start-stack.ts';

const stack = await startStack(JSON.parse(process.argv[2] ?? '{}') as StackOptions);
process.send?.([...stack.children.values()].map((child) => child.pid));
await stack.died;
