import type { Request } from '@heliograph/contracts/request';

/** A request as it is exported: the bodies only where they were asked for, null where there are none. */
export interface ExportedRequest extends Request {
  requestBody?: string | null;
  responseBody?: string | null;
}
