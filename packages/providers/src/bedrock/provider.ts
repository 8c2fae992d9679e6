import { anthropicFormats, openaiFormats, type Provider } from '../provider.ts';

/**
 * AWS Bedrock, one host per region: `/bedrock/us-east-1/model/…`. The caller's SigV4 signature is passed on, so it has
 * to be made for the host and the path that AWS sees.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html
 */
export const bedrock: Provider = {
  key: 'bedrock',
  displayName: 'AWS Bedrock',
  hostLabels: ['bedrock'],
  defaultBaseUrl: null,
  resourceBaseUrl: 'https://bedrock-runtime.{resource}.amazonaws.com',
  ownHosts: [/^bedrock-runtime(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com$/],
  auth: { header: 'authorization', scheme: 'Bearer ' },
  errorShape: 'bedrock',
  streamUsage: 'on-request',
  formats: [
    { pathEnd: '/converse', apiFormat: 'bedrock-converse' },
    { pathEnd: '/converse-stream', apiFormat: 'bedrock-converse' },
    { pathEnd: '/invoke', apiFormat: 'bedrock-invoke' },
    { pathEnd: '/invoke-with-response-stream', apiFormat: 'bedrock-invoke' },
    ...openaiFormats,
    ...anthropicFormats,
  ],
};
