/** What a person sees when everything runs: where things are, and snippets that work as they stand. */
export function banner({ webUrl, proxyUrl, workerUrl, services, demo, demoUrl, tookMs }) {
  const lines = [
    '',
    `Heliograph is ready (${(tookMs / 1000).toFixed(1)} s)`,
    '',
    `  Dashboard     ${webUrl}`,
    `  Proxy         ${proxyUrl}/v1   ${proxyUrl}/anthropic`,
    `  REST API      ${webUrl}/api/v1/openapi.json`,
    `  Health        ${proxyUrl}/readyz   ${workerUrl}/readyz   ${webUrl}/readyz`,
    ...services.map(([name, where]) => `  ${name.padEnd(13)} ${where}`),
    '',
  ];
  if (demo) {
    lines.push(
      `  Demo login    ${demo.email}  /  ${demo.password}`,
      `  Demo key      ${demo.key ?? 'revoked; make another in the dashboard'}`,
      '',
    );
  }
  if (demo?.key && demoUrl) {
    lines.push(
      'Try it (answered by the built-in fake provider, no provider key needed):',
      '',
      `curl ${demoUrl}/v1/chat/completions \\`,
      `  -H "Helicone-Auth: Bearer ${demo.key}" \\`,
      `  -H "Content-Type: application/json" \\`,
      `  -d '{"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "Say hello"}]}'`,
      '',
      'The same with the OpenAI SDK:',
      '',
      "import OpenAI from 'openai';",
      'const client = new OpenAI({',
      `  baseURL: '${demoUrl}/v1',`,
      "  apiKey: 'demo',",
      `  defaultHeaders: { 'Helicone-Auth': 'Bearer ${demo.key}' },`,
      '});',
      'const answer = await client.chat.completions.create({',
      "  model: 'gpt-4o-mini',",
      "  messages: [{ role: 'user', content: 'Say hello' }],",
      '});',
      'console.log(answer.choices[0].message.content);',
      '',
    );
  }
  lines.push('Ctrl-C stops everything; data stays.', '');
  return lines.join('\n');
}
