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
  // Left to Node at run time: they load files of their own.
  serverExternalPackages: ['@clickhouse/client', 'better-auth', 'pg', 'pino'],
  headers: async () => [
    // Pages get a policy with a nonce, in src/proxy.ts. What else is served is no page.
    {
      source: '/:path(api|v1|healthz|readyz)/:rest*',
      headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }],
    },
    {
      // Workers are under the policy that they are served with, and load scripts of this build.
      source: '/_next/:rest*',
      headers: [
        {
          key: 'Content-Security-Policy',
          value: "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
        },
      ],
    },
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'X-Frame-Options', value: 'DENY' },
        { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
        { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
        { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
      ],
    },
  ],
};

export default nextConfig;
