import { createHmac } from 'node:crypto';

/** The value of Heliograph-Signature: HMAC-SHA256 of `<t>.<body>`, t being the seconds since 1970 at which it is sent. */
export function signatureOf(body: string, secret: string, seconds: number): string {
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}
