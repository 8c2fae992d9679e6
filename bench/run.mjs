/** `npm run bench -- <name> [--short] [--rounds N] [--seconds N] [--rows N] [--data FOLDER] [--json FILE]`: see bench/README.md. */
const benches = {
  proxy: async () => (await import('./proxy/proxy-bench.mjs')).proxyBench,
  cache: async () => (await import('./cache/cache-bench.mjs')).cacheBench,
  ratelimit: async () => (await import('./ratelimit/ratelimit-bench.mjs')).ratelimitBench,
  alerts: async () => (await import('./alerts/alerts-bench.mjs')).alertsBench,
  explorer: async () => (await import('./explorer/explorer-bench.mjs')).explorerBench,
  analytics: async () => (await import('./analytics/analytics-bench.mjs')).analyticsBench,
  browser: async () => (await import('./browser/browser-bench.mjs')).browserBench,
  export: async () => (await import('./exports/exports-bench.mjs')).exportsBench,
  ingest: async () => (await import('./ingest/ingest-bench.mjs')).ingestBench,
  semantic: async () => (await import('./semantic/semantic-bench.mjs')).semanticBench,
  pricing: async () => (await import('./pricing/pricing-bench.mjs')).pricingBench,
};

const [name, ...rest] = process.argv.slice(2);
const load = benches[name];
if (!load) {
  process.stderr.write(
    `Say which: npm run bench -- ${Object.keys(benches).join('|')} [--short] [--json FILE]\n`,
  );
  process.exit(1);
}
const valueOf = (option) => (rest.includes(option) ? rest[rest.indexOf(option) + 1] : undefined);
const numberOf = (option) => (valueOf(option) === undefined ? undefined : Number(valueOf(option)));
const bench = await load();
await bench({
  short: rest.includes('--short'),
  rounds: numberOf('--rounds'),
  seconds: numberOf('--seconds'),
  rows: numberOf('--rows'),
  data: valueOf('--data'),
  json: valueOf('--json'),
});
