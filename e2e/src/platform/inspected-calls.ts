import type { Call } from './varied-traffic.ts';

const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAGUlEQVR4nGP4z8DwnxTMMKphVMPQ1QAAb0n/AfkmNm4AAAAASUVORK5CYII=';

/** A talk with everything that a drawer shows: Markdown, pictures, sound, reasoning, a tool's call and result. */
export function toolTalk(picturesUrl: string): Call {
  return {
    path: '/v1/chat/completions',
    body: {
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: 'You are a **careful** assistant.\n\n1. Be brief\n2. Use tools' },
        {
          role: 'user',
          content: [
            {
              type: 'text',
              text: `What is the weather in Paris?\n\n## Weather report\n\n- [x] sunny\n- \`rain\`\n\n| city | °C |\n| --- | --- |\n| Lyon | 21 |\n\n\`\`\`json\n{"a": 1}\n\`\`\`\n\n![map](${picturesUrl}/map.png) and <b>no markup</b>`,
            },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${PICTURE}` } },
            { type: 'image_url', image_url: { url: `${picturesUrl}/photo.jpg` } },
            { type: 'input_audio', input_audio: { data: silence(), format: 'wav' } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          reasoning_content: 'The user wants the weather.',
          tool_calls: [
            {
              id: 'call_1',
              type: 'function',
              function: { name: 'get_weather', arguments: '{"city":"Paris"}' },
            },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1', content: '{"celsius":21}' },
      ],
      temperature: 0.5,
    },
    headers: {
      'Helicone-User-Id': 'ada/1',
      'Helicone-Session-Id': 'talk 1',
      'Helicone-Property-Feature': 'support',
      'Helicone-Request-Name': 'weather',
      'Helicone-RateLimit-Policy': '1000;w=3600',
    },
  };
}

/** A tenth of a second of nothing, as WAV in base64. */
function silence(): string {
  const samples = 800;
  const wav = Buffer.alloc(44 + samples);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + samples, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(8_000, 24);
  wav.writeUInt32LE(8_000, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples, 40);
  wav.fill(128, 44);
  return wav.toString('base64');
}

/** Texts that would run a script or load a picture where somebody took them for markup. */
export function xssPayloads(picturesUrl: string): string[] {
  return [
    '<script>window.hacked=1</script>',
    '<img src=x onerror="window.hacked=1">',
    `<img src="${picturesUrl}/html.png">`,
    `![tracker](${picturesUrl}/markdown.png)`,
    `[![nested](${picturesUrl}/nested.png)](javascript:window.hacked=1)`,
    '[press](javascript:window.hacked=1)',
    '[press](java\nscript:window.hacked=1)',
    '[press](&#106;avascript:window.hacked=1)',
    '[press](data:text/html;base64,PHNjcmlwdD53aW5kb3cuaGFja2VkPTE8L3NjcmlwdD4=)',
    '<javascript:window.hacked=1>',
    '[ref][1]\n\n[1]: javascript:window.hacked=1',
    '![svg](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9IndpbmRvdy5oYWNrZWQ9MSIvPg==)',
    `<svg onload="window.hacked=1"><image href="${picturesUrl}/svg.png"/></svg>`,
    '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
    `<style>@import "${picturesUrl}/style.css"; body{background:url(${picturesUrl}/css.png)}</style>`,
    `<link rel=stylesheet href="${picturesUrl}/link.css"><base href="${picturesUrl}/">`,
    '<a href="javascript:window.hacked=1" onclick="window.hacked=1">press</a>',
    '<details open ontoggle="window.hacked=1"><summary>x</summary></details>',
    '`<script>window.hacked=1</script>`\n\n```html\n<img src=x onerror=window.hacked=1>\n```',
    '| <script>window.hacked=1</script> | [x](vbscript:x) |\n| --- | --- |\n| a | b |',
    '<!-- --><math><mtext></math><img src=x onerror=window.hacked=1>',
    '{"html": "<script>window.hacked=1</script>"}',
    'footnote[^1]\n\n[^1]: <img src=x onerror=window.hacked=1>',
    'www.example.com/javascript:window.hacked=1 and ada@example.com',
    'http://example.com/"onmouseover="window.hacked=1',
    '![x](x "\\" onerror=\\"window.hacked=1")',
  ];
}

/** A conversation just below the capture limit of 10 MiB, with one place to be found. */
export function largeBody(): Call {
  const line = 'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor. ';
  const messages = Array.from({ length: 3_100 }, (_, index) => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    content: `Message ${index}: ${line.repeat(39)}${index === 1_500 ? 'There is a needle in the haystack.' : ''}`,
  }));
  return { path: '/v1/chat/completions', body: { model: 'gpt-4o-mini', messages }, headers: {} };
}
