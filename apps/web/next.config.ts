import type { NextConfig } from 'next';

const nextConfig: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by the `typecheck` task, with the same compiler for every package.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // TypeScript 7 has no JavaScript compiler API; Next falls back to its command line with this.
    useTypeScriptCli: true,
  },
  // Resolved by Node at run time, not bundled: they find files of their own beside their code.
  serverExternalPackages: [
    '@heliograph/clickhouse',
    '@heliograph/db',
    '@heliograph/services',
    '@clickhouse/client',
    '@prisma/adapter-pg',
    '@prisma/client',
    '@prisma/schema-engine-wasm',
    'pg',
    'pino',
  ],
};

export default nextConfig;
