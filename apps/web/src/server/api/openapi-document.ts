import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { apiContract } from '@heliograph/contracts/api-contract';
import { analyticsResultSchema, analyticsRowSchema } from '@heliograph/contracts/analytics';
import {
  apiErrorSchema,
  apiKeySchema,
  createdApiKeySchema,
  keyBudgetSchema,
  meSchema,
} from '@heliograph/contracts/api-schemas';
import { cacheOccupancySchema, cacheReportSchema } from '@heliograph/contracts/cache';
import { cacheTrialsSchema } from '@heliograph/contracts/cache-trials';
import { channelSchema, deliverySchema } from '@heliograph/contracts/channels';
import { type ErrorCode, errorCodes } from '@heliograph/contracts/error-codes';
import { exportSchema } from '@heliograph/contracts/exports';
import { filterConditionSchema, filterSchema } from '@heliograph/contracts/filter';
import {
  customPriceSchema,
  repricingSchema,
  tablePriceSchema,
  unpricedModelSchema,
} from '@heliograph/contracts/price-book';
import { costDetailSchema } from '@heliograph/contracts/prices';
import { deadLetterSchema, ingestionStatusSchema } from '@heliograph/contracts/ingestion';
import {
  limitedRequestsSchema,
  rateLimitRuleSchema,
  rateLimitSchema,
} from '@heliograph/contracts/rate-limits';
import { facetSchema } from '@heliograph/contracts/facets';
import { propertySchema, propertyValueSchema } from '@heliograph/contracts/properties';
import {
  feedbackSchema,
  requestBodySchema,
  requestDetailSchema,
  requestSchema,
} from '@heliograph/contracts/request';
import { tileSchema } from '@heliograph/contracts/dashboard-tile';
import { dashboardSchema, dashboardSummarySchema } from '@heliograph/contracts/dashboards';
import { requestWebhookSchema } from '@heliograph/contracts/request-webhooks';
import { requestViewSchema, viewLayoutSchema, viewSortSchema } from '@heliograph/contracts/request-view';
import { deploySchema } from '@heliograph/contracts/deploys';
import { costComparisonSchema } from '@heliograph/contracts/cost';
import { savedQuerySchema, sqlResultSchema } from '@heliograph/contracts/sql';
import { savedViewSchema } from '@heliograph/contracts/saved-views';
import { sessionDetailSchema, sessionSchema } from '@heliograph/contracts/sessions';
import { userDetailSchema, userSchema } from '@heliograph/contracts/users';
import { alertComponents } from './alert-components.ts';
import { exampleErrors } from './error-examples.ts';
import { COMMON_ERRORS, errorsOfOperation } from './operation-errors.ts';
import { rawPaths } from './raw-paths.ts';
import { requestExamples, responseExamples } from './openapi-examples.ts';

const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });

/** The API as an OpenAPI 3.1 document, from the contract that the handlers implement. `webUrl` is the server it names. */
export async function createOpenApiDocument(webUrl: string) {
  const document = await generator.generate(apiContract, {
    info: {
      title: 'Heliograph API',
      version: '1.0.0',
      description:
        'Requests that went through the proxy, what they cost and make together, the API keys that let them, and how logging is doing. Times are ISO 8601 in UTC, durations milliseconds, money decimal USD. Lists are paged by cursor.',
    },
    servers: [{ url: `${webUrl}/api/v1`, description: 'This installation' }],
    tags: [
      { name: 'Account', description: 'Who is calling' },
      { name: 'API keys', description: 'Keys for the proxy and for this API' },
      { name: 'Requests', description: 'Logged requests, and what is said of them later' },
      { name: 'Views', description: 'Kept views of the request list' },
      { name: 'Deploys', description: 'When new versions went out' },
      { name: 'Dashboards', description: 'Charts side by side, and who sees them' },
      { name: 'Exports', description: 'Files with all requests that match' },
      { name: 'Sessions', description: 'Requests that belong together' },
      { name: 'Users', description: 'The end users on whose behalf requests were made' },
      { name: 'Properties', description: 'Custom properties and their values' },
      { name: 'Analytics', description: 'Metrics of requests over time and by group' },
      { name: 'SQL', description: 'Statements over your own rows' },
      { name: 'Alerts', description: 'Rules that say when something is wrong, and what they said' },
      { name: 'Rate limits', description: 'Rules for all requests, and what limits refused' },
      { name: 'Channels', description: 'Where notifications go, and what became of them' },
      { name: 'Webhooks', description: 'Telling a webhook of logged requests' },
      { name: 'Reports', description: 'Summaries of days and weeks' },
      { name: 'Prices', description: 'What requests cost: own prices, and recalculations' },
      { name: 'Cache', description: 'Answers that are kept for identical requests' },
      { name: 'Ingestion', description: 'The way of log records into the store' },
    ],
    security: [{ apiKey: [] }, { session: [] }],
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', bearerFormat: 'sk-helicone-…', description: 'An API key' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'heliograph.session_token',
          description: 'The session of the dashboard, from POST /api/auth/sign-in/email',
        },
      },
    },
    commonSchemas: {
      Error: { schema: apiErrorSchema },
      Me: { schema: meSchema, strategy: 'output' },
      ApiKey: { schema: apiKeySchema, strategy: 'output' },
      CacheOccupancy: { schema: cacheOccupancySchema, strategy: 'output' },
      CacheReport: { schema: cacheReportSchema, strategy: 'output' },
      CacheTrials: { schema: cacheTrialsSchema, strategy: 'output' },
      IngestionStatus: { schema: ingestionStatusSchema, strategy: 'output' },
      DeadLetter: { schema: deadLetterSchema, strategy: 'output' },
      RequestView: { schema: requestViewSchema, strategy: 'output' },
      Deploy: { schema: deploySchema, strategy: 'output' },
      SavedView: { schema: savedViewSchema, strategy: 'output' },
      ViewLayout: { schema: viewLayoutSchema, strategy: 'output' },
      ...alertComponents,
      Dashboard: { schema: dashboardSchema, strategy: 'output' },
      DashboardSummary: { schema: dashboardSummarySchema, strategy: 'output' },
      DashboardTile: { schema: tileSchema, strategy: 'output' },
      ViewSort: { schema: viewSortSchema, strategy: 'output' },
      KeyBudget: { schema: keyBudgetSchema, strategy: 'output' },
      RateLimit: { schema: rateLimitSchema, strategy: 'output' },
      RateLimitRule: { schema: rateLimitRuleSchema, strategy: 'output' },
      LimitedRequests: { schema: limitedRequestsSchema, strategy: 'output' },
      CreatedApiKey: { schema: createdApiKeySchema, strategy: 'output' },
      Request: { schema: requestSchema, strategy: 'output' },
      RequestBody: { schema: requestBodySchema, strategy: 'output' },
      RequestDetail: { schema: requestDetailSchema, strategy: 'output' },
      Feedback: { schema: feedbackSchema, strategy: 'output' },
      Facet: { schema: facetSchema, strategy: 'output' },
      Export: { schema: exportSchema, strategy: 'output' },
      Session: { schema: sessionSchema, strategy: 'output' },
      SessionDetail: { schema: sessionDetailSchema, strategy: 'output' },
      EndUser: { schema: userSchema, strategy: 'output' },
      EndUserDetail: { schema: userDetailSchema, strategy: 'output' },
      Property: { schema: propertySchema, strategy: 'output' },
      PropertyValue: { schema: propertyValueSchema, strategy: 'output' },
      AnalyticsRow: { schema: analyticsRowSchema, strategy: 'output' },
      AnalyticsResult: { schema: analyticsResultSchema, strategy: 'output' },
      NotificationChannel: { schema: channelSchema, strategy: 'output' },
      RequestWebhook: { schema: requestWebhookSchema, strategy: 'output' },
      Delivery: { schema: deliverySchema, strategy: 'output' },
      CostComparison: { schema: costComparisonSchema, strategy: 'output' },
      SqlResult: { schema: sqlResultSchema, strategy: 'output' },
      SavedQuery: { schema: savedQuerySchema, strategy: 'output' },
      CostDetail: { schema: costDetailSchema, strategy: 'output' },
      CustomPrice: { schema: customPriceSchema, strategy: 'output' },
      TablePrice: { schema: tablePriceSchema, strategy: 'output' },
      UnpricedModel: { schema: unpricedModelSchema, strategy: 'output' },
      Repricing: { schema: repricingSchema, strategy: 'output' },
      Filter: { schema: filterSchema },
      FilterCondition: { schema: filterConditionSchema },
    },
  });

  document.paths = { ...document.paths, ...rawPaths };
  document.components = { ...document.components, responses: errorResponses() };
  for (const pathItem of Object.values(document.paths ?? {})) {
    const operations = [pathItem?.get, pathItem?.post, pathItem?.put, pathItem?.patch, pathItem?.delete];
    for (const operation of operations) {
      if (operation?.operationId === undefined) continue;
      addExamples(operation, operation.operationId);
      for (const status of [...(errorsOfOperation[operation.operationId] ?? []), ...COMMON_ERRORS]) {
        operation.responses = {
          ...operation.responses,
          [status]: { $ref: `#/components/responses/Error${status}` },
        };
      }
    }
  }
  return document;
}

type Document = Awaited<ReturnType<OpenAPIGenerator['generate']>>;
type PathItem = NonNullable<NonNullable<Document['paths']>[string]>;
type Operation = NonNullable<PathItem['get']>;

function addExamples(operation: Operation, operationId: string): void {
  const body = operation.requestBody;
  const input = body !== undefined && 'content' in body ? body.content['application/json'] : undefined;
  if (input !== undefined && operationId in requestExamples) input.example = requestExamples[operationId];
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    // An empty answer has no content at all.
    if (status === '204' && 'content' in response) delete response.content;
    const output = 'content' in response ? response.content?.['application/json'] : undefined;
    if (output !== undefined && operationId in responseExamples)
      output.example = responseExamples[operationId];
  }
}

/** One response per status, listing the codes it may carry. */
function errorResponses() {
  const statuses = new Set([...COMMON_ERRORS, ...Object.values(errorsOfOperation).flat()]);
  return Object.fromEntries(
    [...statuses].map((status) => {
      const codes = Object.keys(errorCodes).filter((code) => errorCodes[code as ErrorCode].status === status);
      const own = codes.filter((code) => code in exampleErrors);
      return [
        `Error${status}`,
        {
          description: `Refused. \`error.code\` is ${own.map((code) => `\`${code}\``).join(' or ')}.`,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Error' },
              examples: Object.fromEntries(
                own.map((code) => [code, { value: { error: exampleErrors[code] } }]),
              ),
            },
          },
        },
      ];
    }),
  );
}
