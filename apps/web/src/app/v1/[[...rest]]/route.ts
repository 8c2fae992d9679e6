import { webContext } from '../../../context.ts';

export const dynamic = 'force-dynamic';

/** Helicone's own routes, for its existing clients; see docs/helicone-api.md. */
const handle = (request: Request): Promise<Response> => webContext().handleHelicone(request);

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
