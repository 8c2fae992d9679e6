import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The only AWS credentials that are accepted. */
export const fakeAwsCredentials = {
  accessKeyId: 'AKIAFAKEPROVIDER',
  secretAccessKey: 'fake-secret-access-key',
};

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/**
 * Whether a request's SigV4 signature is the one for what arrived; null where it isn't signed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signatureHolds(
  { method = 'GET', url = '/', headers }: IncomingMessage,
  body: Buffer,
): boolean | null {
  const { authorization = '' } = headers;
  if (!authorization.startsWith('AWS4-')) return null;
  const [, keyId, day = '', region = '', service = '', names = '', signature] =
    AUTHORIZATION.exec(authorization) ?? [];
  if (keyId !== fakeAwsCredentials.accessKeyId || signature === undefined) return false;
  const [path = '/', query = ''] = url.split('?');
  const canonical = [
    method,
    // Every segment once more encoded, as all services but S3 want it.
    path.split('/').map(encode).join('/'),
    query.split('&').sort().join('&'),
    ...names.split(';').map(
      (name) =>
        `${name}:${String(headers[name] ?? '')
          .trim()
          .replace(/ +/g, ' ')}`,
    ),
    '',
    names,
    createHash('sha256').update(body).digest('hex'),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), scope, hashed].join('\n');
  const sign = (key: string | Buffer, value: string): Buffer =>
    createHmac('sha256', key).update(value).digest();
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    sign,
    `AWS4${fakeAwsCredentials.secretAccessKey}`,
  );
  return sign(key, text).toString('hex') === signature;
}

function encode(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
