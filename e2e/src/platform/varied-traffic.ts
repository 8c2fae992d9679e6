/** One call through the proxy. */
export interface Call {
  path: string;
  body: Record<string, unknown>;
  headers: Record<string, string>;
}

const users = ['ada@example.com', 'grace@example.com', 'user-42'];
const features = ['customer_support', 'search', 'summaries'];
const questions = [
  'What is the capital of France?',
  'Summarise this ticket in two sentences, and tell whether somebody has to call the customer back today.',
  'Write a haiku about observability.',
  'Which of these invoices are overdue?',
  'Übersetze „Guten Morgen“ ins Japanische 🌅',
];

/** Calls of both providers, plain and streamed, with tags, tools and failures, the same each time. */
export function variedTraffic(): Call[] {
  return Array.from({ length: 25 }, (_, index) => {
    const anthropic = index % 3 === 1;
    const failing = [null, null, null, null, '429', null, null, '500'][index % 8] ?? null;
    const model = anthropic ? 'claude-sonnet-4-20250514' : index % 3 === 0 ? 'gpt-4o-mini' : 'gpt-4o';
    const content = questions[index % questions.length] ?? '';
    return {
      path: anthropic ? '/anthropic/v1/messages' : '/v1/chat/completions',
      body: {
        model: index === 13 ? 'fake-cut' : model,
        stream: index % 4 === 2 || index === 13,
        messages: anthropic
          ? [{ role: 'user', content }]
          : [
              { role: 'system', content: 'You are a helpful assistant.' },
              { role: 'user', content },
            ],
        ...(anthropic && { max_tokens: 512, system: 'You are a helpful assistant.' }),
      },
      headers: {
        ...(failing !== null && { 'x-fake-status': failing }),
        ...(index % 2 === 0 && { 'Helicone-User-Id': users[index % users.length] ?? '' }),
        ...(index % 4 === 0 && { 'Helicone-Prompt-Id': `support-v${1 + (index % 3)}`, 'CF-IPCountry': 'NL' }),
        ...(index % 5 < 3 && { 'Helicone-Session-Id': `session-${index % 4}` }),
        ...(index % 3 !== 2 && { 'Helicone-Request-Name': `step_${index}` }),
        'Helicone-Property-Feature': features[index % features.length] ?? '',
        'Helicone-Property-Environment': index % 2 === 0 ? 'production' : 'staging',
      },
    };
  });
}

/** Sends the calls, a few at a time, and resolves with the ids under which they are logged. */
export async function sendCalls(proxyUrl: string, key: string, calls: readonly Call[]): Promise<string[]> {
  const ids: string[] = [];
  const waiting = [...calls];
  const sendAll = async (): Promise<void> => {
    for (let call = waiting.shift(); call !== undefined; call = waiting.shift()) {
      const answer = await fetch(`${proxyUrl}${call.path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: 'Bearer sk-provider',
          'helicone-auth': `Bearer ${key}`,
          'anthropic-version': '2023-06-01',
          ...call.headers,
        },
        body: JSON.stringify(call.body),
      });
      // A stream that the provider cuts off ends with an error here too.
      await answer.arrayBuffer().catch(() => undefined);
      ids.push(answer.headers.get('helicone-id') ?? '');
    }
  };
  await Promise.all(Array.from({ length: 8 }, sendAll));
  return ids;
}
