import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * The layer table: which of our packages each folder may import. A folder that isn't named may import all.
 * Arrows point one way: contracts ← headers, providers, pricing, queue, db, clickhouse ← services ← apps.
 * The worker has services for the organizations' price books, which live in Postgres; the proxy has pricing for limits in money.
 */
const layers = {
  'packages/contracts': [],
  'packages/headers': ['contracts'],
  'packages/providers': ['contracts'],
  'packages/pricing': ['contracts'],
  'packages/queue': ['contracts'],
  'packages/cache': ['queue'],
  'packages/outbound': ['contracts'],
  'packages/admin': [],
  'packages/alerting': ['contracts'],
  'packages/db': ['contracts'],
  'packages/clickhouse': ['contracts'],
  'packages/services': ['contracts', 'alerting', 'db', 'outbound'],
  'packages/stack': [],
  'apps/proxy': [
    ...['contracts', 'headers', 'providers', 'pricing', 'queue', 'cache', 'db', 'services', 'admin'],
    'outbound',
  ],
  'apps/worker': [
    ...['contracts', 'providers', 'pricing', 'queue', 'db', 'clickhouse', 'services', 'admin', 'outbound'],
    'alerting',
  ],
  'apps/web': ['alerting', 'contracts', 'pricing', 'queue', 'cache', 'db', 'clickhouse', 'services'],
};
const ours = [
  'contracts',
  'headers',
  'providers',
  'pricing',
  'queue',
  'cache',
  'db',
  'clickhouse',
  'services',
  'stack',
  'admin',
  'outbound',
  'alerting',
  'proxy',
  'worker',
  'web',
];

/** Tests may use the stack beside what their folder may import. */
function layerRules(folder, allowed) {
  const self = folder.split('/')[1];
  const rule = (permitted) => ({
    'no-restricted-imports': [
      'error',
      {
        patterns: ours
          .filter((name) => name !== self && !permitted.includes(name))
          .map((name) => ({
            group: [`@heliograph/${name}`, `@heliograph/${name}/**`],
            message: `${folder} may import: ${permitted.join(', ') || 'none of our packages'} (layer table in eslint.config.mjs).`,
          })),
      },
    ],
  });
  return [
    {
      files: [`${folder}/src/**/*.{ts,tsx}`],
      ignores: ['**/*.test.{ts,tsx}', '**/testing/**'],
      rules: rule(allowed),
    },
    {
      files: [`${folder}/src/**/*.test.{ts,tsx}`, `${folder}/src/**/testing/**`],
      rules: rule([...allowed, 'stack', ...(folder === 'apps/web' ? ['queue'] : [])]),
    },
  ];
}

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/.next/**',
      '**/generated/**',
      '.heliograph/**',
      'test-output/**',
      '**/next-env.d.ts',
    ],
  },
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx,mjs}'],
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Read the environment in env.ts alone and hand values down.',
        },
      ],
    },
  },
  {
    files: [
      '**/env.ts',
      'scripts/**',
      '**/*.config.{ts,mjs}',
      'vitest.setup.ts',
      'e2e/**',
      'bench/**',
      'packages/*/scripts/**',
    ],
    rules: { 'no-restricted-properties': 'off', 'no-console': 'off' },
  },
  {
    files: ['**/*.test.{ts,tsx}'],
    rules: { 'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }] },
  },
  { files: ['apps/web/**/*.tsx', 'apps/web/**/use-*.ts'], ...reactHooks.configs.flat.recommended },
  ...Object.entries(layers).flatMap(([folder, allowed]) => layerRules(folder, allowed)),
);
