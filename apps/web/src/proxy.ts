import { type NextRequest, NextResponse } from 'next/server';
import { isDevelopment } from './env.ts';
import { contentSecurityPolicy } from './server/http/content-security-policy.ts';
import { NONCE_HEADER, PATH_HEADER } from './server/http/page-headers.ts';

/** Runs before every page: lets only scripts with this answer's nonce run, and tells the page its path. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const policy = contentSecurityPolicy({ nonce, isDevelopment });
  const headers = new Headers(request.headers);
  headers.set(NONCE_HEADER, nonce);
  headers.set(PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  // Next reads the nonce for its own scripts from here.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = { matcher: ['/((?!(?:api|v1)(?:/|$)|_next/|healthz|readyz|icon|favicon).*)'] };
