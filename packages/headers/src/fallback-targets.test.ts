import { describe, expect, it } from 'vitest';
import { fallbackTargets } from './fallback-targets.ts';

const none = {
  model: null,
  provider: null,
  targetUrl: null,
  headers: [],
  onCodes: null,
  bodyKeyOverride: null,
};

describe('fallbackTargets', () => {
  it.each([
    ['[{"model": "gpt-4o-mini"}]', [{ ...none, model: 'gpt-4o-mini' }]],
    ['[{"provider": "Groq", "model": "m"}]', [{ ...none, provider: 'groq', model: 'm' }]],
    [
      '[{"target-url":"https://llm.example.com/base/","headers":{"Authorization":"Bearer x"},"onCodes":[429,{"from":500,"to":599}],"bodyKeyOverride":{"model":"m","n":1}}]',
      [
        {
          ...none,
          targetUrl: { origin: 'https://llm.example.com', basePath: '/base' },
          headers: [['Authorization', 'Bearer x']],
          onCodes: [
            { from: 429, to: 429 },
            { from: 500, to: 599 },
          ],
          bodyKeyOverride: { model: 'm', n: 1 },
        },
      ],
    ],
  ])('reads %s', (value, expected) => {
    expect(fallbackTargets(value)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['', 'a JSON list'],
    ['gpt-4o-mini', 'a JSON list'],
    ['{}', 'a JSON list'],
    ['[]', 'a JSON list'],
    ['[{}]', 'at 0: must have a model'],
    ['[{"model": 1}]', 'at 0.model'],
    ['[{"model": "a"}, {"modle": "b"}]', 'at 1'],
    ['[{"target-url": "ftp://x"}]', 'at 0.target-url: must be an http://'],
    ['[{"provider": "groq", "target-url": "https://x"}]', 'not have both'],
    ['[{"model": "a", "onCodes": [{"from": 599, "to": 500}]}]', 'at 0.onCodes.0'],
    ['[{"model": "a", "onCodes": [99]}]', 'at 0.onCodes.0'],
    ['[{"model": "a", "headers": {"x y": "1"}}]', 'at 0.headers'],
    ['[{"model": "a", "headers": {"x": "1\\r\\nHost: evil"}}]', 'at 0.headers.x: must be text without'],
    [JSON.stringify(Array(11).fill({ model: 'a' })), 'a JSON list of 1 to 10'],
  ])('refuses %s', (value, why) => {
    const parsed = fallbackTargets(value);
    expect(parsed.ok ? null : parsed.expected).toContain(why);
  });

  it('never repeats a value in what it expected', () => {
    const parsed = fallbackTargets('[{"model": "a", "headers": {"Authorization": "sk-secret\\n"}}]');
    expect(parsed.ok).toBe(false);
    expect(JSON.stringify(parsed)).not.toContain('sk-secret');
  });
});
