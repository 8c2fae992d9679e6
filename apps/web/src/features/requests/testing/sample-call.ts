import { type CallToRepeat, callToRepeat } from '../copy-as/call-to-repeat.ts';
import { sampleRequest } from './sample-request.ts';

/** Bodies that shells and languages like to spoil. */
export const nastyBodies = [
  `{"a": "it's \\"quoted\\" $HOME $(id) \`id\` !! \\\\ %s %n"}`,
  '{"text": "line one\nline two\r\n\tthree\n"}\n\n',
  "'''; echo pwned; '",
  'Grüße, 東京 🌅 \u2028 ﷽',
  '@/etc/passwd',
  '-d --data',
  `{"big": "${"it's $HOME 🌅 ".repeat(20_000)}"}`,
  ' ',
];

/** The variables that a copied call reads. */
export const keysOfCalls = {
  HELICONE_API_KEY: 'sk-helicone-1',
  OPENAI_API_KEY: 'sk-$1',
  ANTHROPIC_API_KEY: 'sk-ant',
};

/** A call with this body as it is to be made again through a proxy at `proxyUrl`. */
export function sampleCall(
  proxyUrl: string,
  body: string | null,
  part: Parameters<typeof sampleRequest>[0] = {},
  more: object = {},
): CallToRepeat {
  const detail = {
    ...sampleRequest(part),
    targetOrigin: 'https://api.openai.com',
    request: {
      bytes: body === null ? 0 : Buffer.byteLength(body),
      text: body,
      truncated: false,
      omitted: false,
      headers: {
        'content-type': 'application/json',
        host: 'localhost:8787',
        'content-length': '12',
        'user-agent': 'OpenAI/JS',
        'x-stainless-lang': 'js',
        'openai-beta': 'assistants=v2',
      },
      ...more,
    },
  };
  return callToRepeat(detail, { proxyUrl, demoProviderUrl: null });
}
