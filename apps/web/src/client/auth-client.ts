import { organizationClient } from 'better-auth/client/plugins';
import { createAuthClient } from 'better-auth/react';

/**
 * Sign-up, sign-in, sign-out and the session, on this origin's /api/auth.
 * Calls resolve to `{ data, error }`; `error.message` is written for the person at the form.
 */
export const authClient = createAuthClient({ plugins: [organizationClient()] });
