import { header } from '../header-definition.ts';
import { booleanValue } from '../header-values.ts';

export const privacyHeaders = {
  omitRequest: header({
    name: 'Helicone-Omit-Request',
    format: 'true or false',
    description: "The request's body is never written anywhere; its size, usage and cost still are.",
    parse: booleanValue,
    default: false,
  }),
  omitResponse: header({
    name: 'Helicone-Omit-Response',
    format: 'true or false',
    description: "The response's body is never written anywhere; its size, usage and cost still are.",
    parse: booleanValue,
    default: false,
  }),
};
