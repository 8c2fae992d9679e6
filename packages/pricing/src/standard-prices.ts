import type { TableFile } from './price-row.ts';
import { createPriceTable, type PriceTable } from './price-table.ts';
import anthropic from './tables/anthropic.json' with { type: 'json' };
import azure from './tables/azure.json' with { type: 'json' };
import bedrock from './tables/bedrock.json' with { type: 'json' };
import cerebras from './tables/cerebras.json' with { type: 'json' };
import cohere from './tables/cohere.json' with { type: 'json' };
import deepinfra from './tables/deepinfra.json' with { type: 'json' };
import deepseek from './tables/deepseek.json' with { type: 'json' };
import fireworks from './tables/fireworks.json' with { type: 'json' };
import google from './tables/google.json' with { type: 'json' };
import groq from './tables/groq.json' with { type: 'json' };
import mistral from './tables/mistral.json' with { type: 'json' };
import openai from './tables/openai.json' with { type: 'json' };
import openrouter from './tables/openrouter.json' with { type: 'json' };
import perplexity from './tables/perplexity.json' with { type: 'json' };
import together from './tables/together.json' with { type: 'json' };
import vertex from './tables/vertex.json' with { type: 'json' };
import xai from './tables/xai.json' with { type: 'json' };

/** The tables, one file for each provider; see docs/pricing.md for how to change them. */
export const tableFiles = [
  anthropic,
  azure,
  bedrock,
  cerebras,
  cohere,
  deepinfra,
  deepseek,
  fireworks,
  google,
  groq,
  mistral,
  openai,
  openrouter,
  perplexity,
  together,
  vertex,
  xai,
] as TableFile[];

/** Heliograph's own prices: data alone, the same in every process of one version. */
export const standardPrices: PriceTable = createPriceTable(tableFiles);
