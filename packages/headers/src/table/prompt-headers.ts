import { header } from '../header-definition.ts';
import { jsonObject, textUpTo } from '../header-values.ts';

export const promptHeaders = {
  promptId: header({
    name: 'Helicone-Prompt-Id',
    format: 'text, at most 256 characters',
    description:
      'The prompt that the call was made with. `-v2` at its end names a version and `@production` an environment. Kept with the request; prompts themselves are not kept here yet.',
    parse: textUpTo(256),
    default: null,
  }),
  promptVariables: header({
    name: 'Helicone-Prompt-Variables',
    aliases: ['Helicone-Prompt-Inputs'],
    format: 'JSON object',
    description: 'Read and taken off the call.',
    parse: jsonObject,
    default: null,
  }),
  promptEnvironment: header({
    name: 'Helicone-Prompt-Environment',
    format: 'text, at most 128 characters',
    description: 'The environment whose version of the prompt is meant; kept with the request.',
    parse: textUpTo(128),
    default: null,
  }),
};
