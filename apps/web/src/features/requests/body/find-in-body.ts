import { isContainer, type IndexedJson, keyOf, valueText } from './json-node.ts';

/** A pattern that finds the words wherever they stand, without regard to case. */
export function wordPattern(words: string): RegExp {
  return new RegExp(words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
}

/** The entries whose key or value holds the words, from the top down. */
export function findInJson(json: IndexedJson, words: string): Int32Array {
  if (words === '') return new Int32Array();
  const { index } = json;
  const pattern = wordPattern(words);
  const holds = (text: string): boolean => {
    pattern.lastIndex = 0;
    return pattern.test(text);
  };
  const found: number[] = [];
  for (let node = 0; node < index.kinds.length; node++) {
    const key = keyOf(json, node);
    if ((key !== null && holds(key)) || (!isContainer(index, node) && holds(valueText(json, node))))
      found.push(node);
  }
  return new Int32Array(found);
}

/** Where the words stand in a text: start, end, start, end, … */
export function findInText(text: string, words: string): Int32Array {
  if (words === '') return new Int32Array();
  const found: number[] = [];
  for (const match of text.matchAll(wordPattern(words)))
    found.push(match.index, match.index + match[0].length);
  return new Int32Array(found);
}
