import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isReadable, splitMarkdown } from './split-markdown.ts';

const paragraph = `${'word '.repeat(140).trim()}\n\n`;

test('pieces joined are the text again, whatever it is', () => {
  const line = fc.constantFrom('', 'a', '- b', '  c', '```', '~~~~', '> d', '1. e', paragraph.trim());
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
      const text = lines.join('\n');
      expect(splitMarkdown(text).join('')).toBe(text);
    }),
  );
});

test('a long text is cut at its paragraphs, a block of code is not', () => {
  expect(splitMarkdown(paragraph.repeat(3))).toHaveLength(3);
  const code = `\`\`\`js\n${'const a = 1;\n\n'.repeat(200)}\`\`\`\n\n`;
  expect(splitMarkdown(`${paragraph}${code}${paragraph}`)).toEqual([paragraph, code, paragraph]);
  expect(splitMarkdown(`~~~\n\`\`\`\n\n${paragraph}~~~\n`)).toHaveLength(1);
});

test('a list stays whole unless it is long', () => {
  const item = `- ${'word '.repeat(20)}\n\n`;
  expect(splitMarkdown(item.repeat(8))).toHaveLength(1);
  expect(splitMarkdown(item.repeat(80)).length).toBeGreaterThan(1);
});

test('what would hold the page up is not read', () => {
  expect(isReadable('# Title\n\n> quote\n> > inner\n\n- a\n  - b\n\n---\n')).toBe(true);
  expect(isReadable('>'.repeat(4_000))).toBe(false);
  expect(isReadable(`text\n\n${'- '.repeat(2_000)}`)).toBe(false);
  expect(isReadable('word '.repeat(2_000))).toBe(false);
  expect(isReadable(`\`\`\`\n${'word '.repeat(2_000)}\n\`\`\`\n`)).toBe(true);
});
