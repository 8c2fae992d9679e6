/** The environment for a child: ours, without what a test runner put there for its own workers. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env);
  return Object.fromEntries(own.filter(([name]) => !name.startsWith('VITEST') && name !== 'NODE_OPTIONS'));
}
