import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchForm, searchWords } from './search-text.ts';

describe('searchForm', () => {
  it.each([
    ['The capital of FRANCE?', ' the capital of france '],
    ['Привет, МИР', ' привет мир '],
    ['東京タワー', ' 東 京 タ ワ ー '],
    ['ﾄｳｷｮｳ ＡＢＣ', ' ト ウ キ ョ ウ abc '],
    ['서울에서', ' 서 울 에 서 '],
    ['مرحبا، العالم', ' مرحبا العالم '],
    ['สวัสดี', ' ส วั ส ดี '],
    ['ΟΔΟΣ οδος', ' οδοσ οδοσ '],
    ['naïve café', ' naïve café '],
    ['👨‍👩‍👧👍🏽x', ' 👨 👩 👧 👍 x '],
    ['100% of foo_bar \\"x\\"', ' 100 of foo bar x '],
    ['नमस्ते दुनिया', ' नमस्ते दुनिया '],
    ['!?% _', ''],
    ['', ''],
  ])('writes %j as %j', (text, form) => {
    expect(searchForm(text)).toBe(form);
  });

  it('makes a phrase a part of every text that it stands in', () => {
    const words = fc.array(fc.constantFrom('a', 'Zürich', '東京', 'Москва', '👍', '3.5', 'x_y'), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(words, words, words, (before, phrase, after) => {
        const text = [...before, ...phrase, ...after].join(' ');
        expect(searchForm(text)).toContain(searchForm(phrase.join(', ').toUpperCase()));
      }),
    );
  });

  it('says the same of what it has written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const form = searchForm(text);
        expect(searchForm(form)).toBe(form);
        expect(searchWords(form)).toEqual(form.trim() === '' ? [] : form.trim().split(' '));
      }),
    );
  });
});
