import { expect, test } from 'vitest';
import { hostOf, safeUrl } from './safe-url.ts';

test.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'vbscript:x',
  'data:text/html,<script>alert(1)</script>',
  'data:image/svg+xml;base64,PHN2Zz4=',
  'blob:https://example.org/x',
  'file:///etc/passwd',
  '/settings/keys',
  '//example.org/x',
  '#anchor',
])('%j leads nowhere', (url) => {
  expect(safeUrl(url, 'href')).toBe('');
  expect(safeUrl(url, 'src')).toBe('');
});

test('links and inline pictures', () => {
  expect(safeUrl('https://example.org/a?b=1#c', 'href')).toBe('https://example.org/a?b=1#c');
  expect(safeUrl('mailto:ada@example.org', 'href')).toBe('mailto:ada@example.org');
  expect(safeUrl('data:image/png;base64,AAAA', 'src')).toBe('data:image/png;base64,AAAA');
  expect(safeUrl('data:image/png;base64,AAAA', 'href')).toBe('');
  expect(hostOf('https://example.org:8443/a.png')).toBe('example.org:8443');
  expect(hostOf('data:image/png;base64,AAAA')).toBeNull();
});
