import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { traverseContractProcedures } from '@orpc/server';
import { z } from 'zod';
import { apiContract } from '@heliograph/contracts/api-contract';
import { apiErrorSchema } from '@heliograph/contracts/api-schemas';
import { errorCodes } from '@heliograph/contracts/error-codes';
import { exampleErrors } from './error-examples.ts';
import { createOpenApiDocument } from './openapi-document.ts';
import { requestExamples, responseExamples } from './openapi-examples.ts';

const document = await createOpenApiDocument('https://app.example.com');

function parse(schema: unknown, example: unknown): void {
  if (!(schema instanceof z.ZodType)) throw new Error('Every schema of the contract is of zod');
  expect(schema.safeParse(example).error).toBeUndefined();
}

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate(JSON.parse(JSON.stringify(document)) as Record<string, unknown>);
    expect(result).toMatchObject({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('has every operation, with its answer and everything it may be refused with', () => {
    const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
      Object.entries(item ?? {}).map(([method, operation]) => [
        `${method.toUpperCase()} ${path}`,
        Object.keys((operation as { responses: object }).responses),
      ]),
    );
    expect(Object.fromEntries(operations)).toEqual({
      'GET /me': ['200', '401', '403', '500', '503'],
      'GET /organization/settings': ['200', '401', '403', '500', '503'],
      'PATCH /organization/settings': ['200', '400', '401', '403', '413', '500', '503'],
      'POST /keys': ['201', '400', '401', '403', '409', '413', '500', '503'],
      'GET /keys': ['200', '401', '403', '500', '503'],
      'PATCH /keys/{id}': ['200', '400', '401', '403', '404', '413', '500', '503'],
      'GET /alerts': ['200', '401', '403', '500', '503'],
      'POST /alerts': ['201', '400', '401', '403', '409', '413', '500', '503'],
      'PUT /alerts/{id}': ['200', '400', '401', '403', '404', '413', '500', '503'],
      'PUT /alerts/{id}/enabled': ['200', '400', '401', '403', '404', '413', '500', '503'],
      'DELETE /alerts/{id}': ['204', '400', '401', '403', '404', '500', '503'],
      'POST /alerts/preview': ['200', '400', '401', '403', '413', '500', '503'],
      'PUT /alerts/{id}/snooze': ['200', '400', '401', '403', '404', '413', '500', '503'],
      'GET /alerts/firing': ['200', '401', '403', '500', '503'],
      'POST /alerts/history': ['200', '400', '401', '403', '413', '500', '503'],
      'POST /alerts/events/{id}/acknowledge': ['200', '400', '401', '403', '404', '413', '500', '503'],
      'GET /alerts/maintenance': ['200', '401', '403', '500', '503'],
      'POST /alerts/maintenance': ['201', '400', '401', '403', '409', '413', '500', '503'],
      'DELETE /alerts/maintenance/{id}': ['204', '400', '401', '403', '404', '500', '503'],
      'GET /rate-limits': ['200', '401', '403', '500', '503'],
      'POST /rate-limits': ['201', '400', '401', '403', '409', '413', '500', '503'],
      'PATCH /rate-limits/{id}': ['200', '400', '401', '403', '404', '413', '500', '503'],
      'DELETE /rate-limits/{id}': ['204', '400', '401', '403', '404', '500', '503'],
      'POST /rate-limits/limited': ['200', '400', '401', '403', '413', '500', '503'],
      'GET /reports': ['200', '401', '403', '500', '503'],
      'POST /reports': ['201', '400', '401', '403', '409', '413', '500', '503'],
      'PATCH /reports/{id}': ['200', '400', '401', '403', '404', '413', '500', '503'],
      'DELETE /reports/{id}': ['204', '400', '401', '403', '404', '500', '503'],
      'GET /webhooks': ['200', '401', '403', '500', '503'],
      'POST /webhooks': ['201', '400', '401', '403', '409', '413', '500', '503'],
      'PATCH /webhooks/{id}': ['200', '400', '401', '403', '404', '413', '500', '503'],
      'DELETE /webhooks/{id}': ['204', '400', '401', '403', '404', '500', '503'],
      'GET /channels': ['200', '401', '403', '500', '503'],
      'POST /channels': ['201', '400', '401', '403', '409', '413', '500', '503'],
      'PATCH /channels/{id}': ['200', '400', '401', '403', '404', '413', '500', '503'],
      'DELETE /channels/{id}': ['204', '400', '401', '403', '404', '500', '503'],
      'POST /channels/{id}/test': ['202', '400', '401', '403', '404', '500', '503'],
      'POST /channels/{id}/signing-secret': ['200', '400', '401', '403', '404', '500', '503'],
      'GET /channels/{id}/deliveries': ['200', '400', '401', '403', '404', '500', '503'],
      'GET /deliveries/{id}': ['200', '400', '401', '403', '404', '500', '503'],
      'POST /deliveries/{id}/resend': ['202', '400', '401', '403', '404', '409', '500', '503'],
      'DELETE /keys/{id}': ['204', '400', '401', '403', '404', '500', '503'],
      'POST /requests/query': ['200', '400', '401', '403', '413', '500', '503'],
      'POST /requests/count': ['200', '400', '401', '403', '413', '500', '503'],
      'POST /requests/facets': ['200', '400', '401', '403', '413', '500', '503'],
      'POST /requests/{id}/feedback': ['204', '400', '401', '403', '404', '413', '500', '503'],
      'DELETE /requests/{id}/feedback': ['204', '400', '401', '403', '404', '500', '503'],
      'POST /requests/{id}/scores': ['204', '400', '401', '403', '404', '413', '500', '503'],
      'PUT /requests/{id}/properties': ['204', '400', '401', '403', '404', '413', '500', '503'],
      'DELETE /requests/{id}': ['204', '400', '401', '403', '404', '500', '503'],
      'POST /requests/change': ['200', '400', '401', '403', '413', '500', '503'],
      'POST /requests/delete': ['200', '400', '401', '403', '413', '500', '503'],
      'GET /deploys': ['200', '401', '403', '500', '503'],
      'POST /deploys': ['201', '400', '401', '403', '413', '500', '503'],
      'DELETE /deploys/{id}': ['204', '400', '401', '403', '404', '500', '503'],
      'GET /views': ['200', '401', '403', '500', '503'],
      'POST /views': ['201', '400', '401', '403', '409', '413', '500', '503'],
      'PATCH /views/{id}': ['200', '400', '401', '403', '404', '413', '500', '503'],
      'DELETE /views/{id}': ['204', '400', '401', '403', '404', '500', '503'],
      'PUT /views/default': ['204', '400', '401', '403', '404', '413', '500', '503'],
      'GET /dashboards': ['200', '401', '403', '500', '503'],
      'GET /dashboards/{id}': ['200', '400', '401', '403', '404', '500', '503'],
      'POST /dashboards': ['201', '400', '401', '403', '409', '413', '500', '503'],
      'PATCH /dashboards/{id}': ['200', '400', '401', '403', '404', '409', '413', '500', '503'],
      'DELETE /dashboards/{id}': ['204', '400', '401', '403', '404', '500', '503'],
      'PUT /dashboards/default': ['204', '400', '401', '403', '404', '413', '500', '503'],
      'GET /requests/live': ['200', '400', '401', '403', '500', '503'],
      'POST /exports': ['201', '400', '401', '403', '409', '413', '500', '503'],
      'GET /exports': ['200', '401', '403', '500', '503'],
      'GET /exports/{id}': ['200', '400', '401', '403', '404', '500', '503'],
      'DELETE /exports/{id}': ['204', '400', '401', '403', '404', '500', '503'],
      'GET /exports/{id}/file': ['200', '206', '304', '401', '403', '404', '409', '416', '500', '503'],
      'POST /sessions/query': ['200', '400', '401', '403', '413', '500', '503'],
      'GET /sessions/{id}': ['200', '400', '401', '403', '404', '500', '503'],
      'GET /sessions/{id}/timeline': ['200', '400', '401', '403', '404', '500', '503'],
      'POST /users/query': ['200', '400', '401', '403', '413', '500', '503'],
      'GET /users/{id}': ['200', '400', '401', '403', '404', '500', '503'],
      'POST /properties/query': ['200', '400', '401', '403', '413', '500', '503'],
      'POST /properties/values': ['200', '400', '401', '403', '413', '500', '503'],
      'POST /analytics/query': ['200', '400', '401', '403', '413', '422', '429', '500', '503'],
      'POST /cost/compare': ['200', '400', '401', '403', '413', '500', '503'],
      'POST /cost/repeats': ['200', '400', '401', '403', '413', '422', '500', '503'],
      'POST /sql': ['200', '400', '401', '403', '413', '422', '429', '500', '503'],
      'GET /sql/queries': ['200', '401', '403', '500', '503'],
      'POST /sql/queries': ['201', '400', '401', '403', '409', '413', '500', '503'],
      'PATCH /sql/queries/{id}': ['200', '400', '401', '403', '404', '413', '500', '503'],
      'DELETE /sql/queries/{id}': ['204', '400', '401', '403', '404', '500', '503'],
      'GET /prices': ['200', '401', '403', '500', '503'],
      'POST /prices': ['201', '400', '401', '403', '404', '409', '413', '500', '503'],
      'DELETE /prices/{id}': ['204', '400', '401', '403', '404', '500', '503'],
      'GET /prices/table': ['200', '400', '401', '403', '500', '503'],
      'POST /prices/unpriced': ['200', '400', '401', '403', '413', '500', '503'],
      'POST /repricings': ['201', '400', '401', '403', '409', '413', '500', '503'],
      'GET /repricings': ['200', '401', '403', '500', '503'],
      'POST /repricings/{id}/cancel': ['204', '400', '401', '403', '404', '500', '503'],
      'GET /requests/{id}': ['200', '400', '401', '403', '404', '500', '503'],
      'GET /cache': ['200', '401', '403', '500', '503'],
      'POST /cache/report': ['200', '400', '401', '403', '413', '500', '503'],
      'POST /cache/trials': ['200', '400', '401', '403', '413', '500', '503'],
      'DELETE /cache': ['200', '400', '401', '403', '500', '503'],
      'GET /ingestion': ['200', '401', '403', '500', '503'],
      'GET /ingestion/dead-letters': ['200', '400', '401', '403', '500', '503'],
      'POST /ingestion/dead-letters/replay': ['200', '401', '403', '413', '500', '503'],
      'DELETE /ingestion/dead-letters': ['200', '401', '403', '500', '503'],
      'POST /ingestion/dead-letters/{id}/replay': ['204', '400', '401', '403', '404', '413', '500', '503'],
      'DELETE /ingestion/dead-letters/{id}': ['204', '400', '401', '403', '404', '500', '503'],
    });
  });

  it('names its server, its ways to sign in and its schemas', () => {
    expect(document.servers).toMatchObject([{ url: 'https://app.example.com/api/v1' }]);
    expect(document.security).toEqual([{ apiKey: [] }, { session: [] }]);
    expect(document.components?.securitySchemes).toMatchObject({
      apiKey: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie' },
    });
    expect(Object.keys(document.components?.schemas ?? {})).toEqual(
      expect.arrayContaining([
        'Error',
        'ApiKey',
        'CreatedApiKey',
        'Request',
        'RequestDetail',
        'IngestionStatus',
        'Session',
        'EndUserDetail',
        'PropertyValue',
        'Facet',
        'DeadLetter',
        'Filter',
        'Me',
      ]),
    );
  });

  it('points only at what is there, and says nothing vague of a filter', () => {
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      expect(document.components?.schemas).toHaveProperty(String(name));
    }
    expect(document.components?.schemas?.['Filter']).toMatchObject({
      anyOf: expect.arrayContaining([
        expect.objectContaining({
          properties: { and: expect.objectContaining({ items: { $ref: '#/components/schemas/Filter' } }) },
        }),
      ]),
    });
  });

  it('has examples that fit the schemas', () => {
    const unseen = new Set([...Object.keys(requestExamples), ...Object.keys(responseExamples)]);
    traverseContractProcedures({ router: apiContract, path: [] }, ({ contract, path }) => {
      const operation = path.join('.');
      const { inputSchema, outputSchema, route } = contract['~orpc'];
      unseen.delete(operation);
      if (operation in responseExamples) parse(outputSchema, responseExamples[operation]);
      if (!(operation in requestExamples)) return;
      const id = route.path?.includes('{id}') ? { id: '019a9f60-11b2-7c0e-8f43-6a1d2b3c4d5e' } : {};
      parse(inputSchema, { ...(requestExamples[operation] as object), ...id });
    });
    expect([...unseen]).toEqual([]);
    for (const [code, error] of Object.entries(exampleErrors)) {
      expect(errorCodes).toHaveProperty(code);
      expect(apiErrorSchema.parse({ error }).error.code).toBe(code);
    }
  });
});
