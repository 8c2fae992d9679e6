import { webContext } from '../../../context.ts';

export const dynamic = 'force-dynamic';

/** What is neither /api/v1 nor /api/auth gets the API's error shape too, not a page. */
const handle = (request: Request): Promise<Response> => webContext().handleApi(request);

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
