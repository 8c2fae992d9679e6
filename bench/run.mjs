import { proxyBench } from './proxy/proxy-bench.mjs';

/** `npm run bench -- <name> [--short] [--json FILE]`: see bench/README.md. */
const benches = { proxy: proxyBench };

const [name, ...rest] = process.argv.slice(2);
const bench = benches[name];
if (!bench) {
  process.stderr.write(
    `Say which: npm run bench -- ${Object.keys(benches).join('|')} [--short] [--json FILE]\n`,
  );
  process.exit(1);
}
const json = rest.includes('--json') ? rest[rest.indexOf('--json') + 1] : undefined;
await bench({ short: rest.includes('--short'), json });
