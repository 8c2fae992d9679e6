import type { OpenAPIGenerator } from '@orpc/openapi';
import { exportMediaTypes } from '@heliograph/contracts/exports';

type Paths = NonNullable<Awaited<ReturnType<OpenAPIGenerator['generate']>>['paths']>;

const file = { schema: { type: 'string', format: 'binary' } } as const;
const mediaTypes = Object.values(exportMediaTypes).map((type) => type.replace(/;.*/, ''));
const content = Object.fromEntries(mediaTypes.map((type) => [type, file]));
const text = (name: string, description: string) =>
  ({ name, in: 'header', required: false, description, schema: { type: 'string' } }) as const;

/** The routes whose answers are no JSON, which the contract doesn't have, for the OpenAPI document. */
export const rawPaths: Paths = {
  '/requests/live': {
    get: {
      operationId: 'requests.live',
      summary: 'New requests as they are stored',
      description:
        'Server-sent events. `requests` has {items} as POST /requests/query shows them; `reset` says that some may have been missed: ask for the list again. Last-Event-ID goes on after an interruption. It ends with the session or key.',
      tags: ['Requests'],
      parameters: [
        {
          name: 'filter',
          in: 'query',
          required: false,
          description: 'As people write it',
          schema: { type: 'string' },
        },
        text('Last-Event-ID', 'The id of the last event that was read'),
      ],
      responses: {
        200: {
          description: 'The events, until one side ends it',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
      },
    },
  },
  '/exports/{id}/file': {
    get: {
      operationId: 'exports.file',
      summary: 'The file of an export',
      description:
        'A download that broke off goes on with Range: bytes=N- and If-Range: the ETag. The ETag names the content.',
      tags: ['Exports'],
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
        text('Range', 'The part that is wanted, such as bytes=1000-'),
        text('If-Range', 'An ETag: where the file is another, all of it is sent'),
      ],
      responses: {
        200: { description: 'The file', content },
        206: { description: 'The part of the file that Range asks for', content },
        304: { description: 'The file is the one that If-None-Match names' },
        416: { description: 'The file is shorter than Range asks for' },
      },
    },
  },
};
