import { header } from '../header-definition.ts';
import { jsonObject, textUpTo } from '../header-values.ts';

export const promptHeaders = {
  promptId: header({
    name: 'Helicone-Prompt-Id',
    format: 'text, at most 256 characters',
    description: 'Read and taken off the call; prompts are not kept here yet.',
    parse: textUpTo(256),
    default: null,
  }),
  promptVariables: header({
    name: 'Helicone-Prompt-Variables',
    aliases: ['Helicone-Prompt-Inputs'],
    format: 'JSON object',
    description: 'Read and taken off the call, like Helicone-Prompt-Id.',
    parse: jsonObject,
    default: null,
  }),
  promptEnvironment: header({
    name: 'Helicone-Prompt-Environment',
    format: 'text, at most 128 characters',
    description: 'Read and taken off the call, like Helicone-Prompt-Id.',
    parse: textUpTo(128),
    default: null,
  }),
};
