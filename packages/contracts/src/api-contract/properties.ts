import { oc } from '@orpc/contract';
import {
  queryPropertiesInputSchema,
  queryPropertiesOutputSchema,
  queryPropertyValuesInputSchema,
  queryPropertyValuesOutputSchema,
} from '../properties.ts';

const tags = ['Properties'];

/** Custom properties (Helicone-Property-<Name>), under /properties. */
export const propertiesContract = {
  query: oc
    .route({
      method: 'POST',
      path: '/properties/query',
      tags,
      summary: 'List the custom properties that requests have',
    })
    .input(queryPropertiesInputSchema)
    .output(queryPropertiesOutputSchema),
  values: oc
    .route({
      method: 'POST',
      path: '/properties/values',
      tags,
      summary: 'The values of one custom property: requests, cost, tokens, latency and errors, over time',
    })
    .input(queryPropertyValuesInputSchema)
    .output(queryPropertyValuesOutputSchema),
};
