/** `npm run bench -- <name> [--short] [--json FILE]`: see bench/README.md. */
const benches = {
  proxy: async () => (await import('./proxy/proxy-bench.mjs')).proxyBench,
  ingest: async () => (await import('./ingest/ingest-bench.mjs')).ingestBench,
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
const json = rest.includes('--json') ? rest[rest.indexOf('--json') + 1] : undefined;
const bench = await load();
await bench({ short: rest.includes('--short'), json });
