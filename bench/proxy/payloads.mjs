/** What goes over the wire in the proxy bench: sizes and headers of ordinary traffic. */

/** A chat completion of about 700 bytes, as OpenAI answers. */
export const completion = JSON.stringify({
  id: 'chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT',
  object: 'chat.completion',
  created: 1_741_569_952,
  model: 'gpt-4o-mini-2024-07-18',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: 'Paris is the capital of France. It lies on the Seine and has been the capital since 987.',
        refusal: null,
        annotations: [],
      },
      logprobs: null,
      finish_reason: 'stop',
    },
  ],
  usage: {
    prompt_tokens: 19,
    completion_tokens: 21,
    total_tokens: 40,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  },
  service_tier: 'default',
  system_fingerprint: 'fp_0aa8d3e20b',
});

/** A chat request of about 900 bytes. */
export const prompt = JSON.stringify({
  model: 'gpt-4o-mini',
  messages: [
    { role: 'system', content: 'You are a helpful assistant that answers in one sentence. '.repeat(10) },
    { role: 'user', content: 'What is the capital of France? Answer with its river as well, please.' },
  ],
  temperature: 0.2,
});

/** The same, asked for as a stream. */
export const streamPrompt = JSON.stringify({ ...JSON.parse(prompt), stream: true });

/** A chat request of about 1 MB, a long document in the prompt. */
export const longPrompt = JSON.stringify({
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content: 'Summarise this. '.repeat(65_000) }],
});

/** What the official SDK sends beside the body, and a caller's tags. */
export function requestHeaders(key) {
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': 'OpenAI/JS 6.49.0',
    'x-stainless-lang': 'js',
    'x-stainless-package-version': '6.49.0',
    'x-stainless-os': 'Linux',
    'x-stainless-arch': 'x64',
    'x-stainless-runtime': 'node',
    'x-stainless-runtime-version': 'v24.0.0',
    'x-stainless-retry-count': '0',
    authorization: 'Bearer sk-provider-key-of-the-bench',
    ...(key ? { 'helicone-auth': `Bearer ${key}`, 'helicone-user-id': 'user-1' } : {}),
  };
}

/** One chat chunk of an OpenAI stream. */
export function chunk(index) {
  return `data: ${JSON.stringify({
    id: 'chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT',
    object: 'chat.completion.chunk',
    created: 1_741_569_952,
    model: 'gpt-4o-mini-2024-07-18',
    service_tier: 'default',
    system_fingerprint: 'fp_0aa8d3e20b',
    choices: [{ index: 0, delta: { content: ` word${index}` }, logprobs: null, finish_reason: null }],
  })}\n\n`;
}
