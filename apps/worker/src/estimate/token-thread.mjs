import { parentPort } from 'node:worker_threads';

/** Encodings are megabytes of tables, so each is loaded when it is first asked for. */
const loaders = {
  o200k_base: () => import('gpt-tokenizer/encoding/o200k_base'),
  cl100k_base: () => import('gpt-tokenizer/encoding/cl100k_base'),
};

/** Special tokens in a text are only text here. */
const plain = { disallowedSpecial: new Set() };

parentPort.on('message', async ({ id, encoding, texts }) => {
  const { countTokens } = await loaders[encoding]();
  parentPort.postMessage({ id, tokens: texts.map((text) => countTokens(text, plain)) });
});
