import { webContext } from '../../../../context.ts';

export const dynamic = 'force-dynamic';

const handle = (request: Request): Promise<Response> => webContext().handleAuth(request);

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
