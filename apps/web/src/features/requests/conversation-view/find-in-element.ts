import { findInText } from '../body/find-in-body.ts';

/** What people read in one go: words are not looked for from one of these into the next. */
const BLOCKS = 'address, blockquote, dd, div, dt, figcaption, h3, h4, li, p, pre, section, summary, td, th';
/** Not part of what was said. */
const LEFT_OUT = 'button, h3, .sr-only';

/** Where the words stand in what an element shows, from the top down, at most so many. Closed folds are looked into. */
export function findInElement(element: Element, words: string, most: number): Range[] {
  if (words.trim() === '') return [];
  const nodes: Text[] = [];
  /** Where each node's text begins in all of it. */
  const starts: number[] = [];
  let text = '';
  let block: Element | null = null;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!(node instanceof Text) || parent === null || parent.closest(LEFT_OUT) !== null) continue;
    const inBlock = parent.closest(BLOCKS);
    // No words reach over a line of this kind.
    if (inBlock !== block) text += '\u0000';
    block = inBlock;
    nodes.push(node);
    starts.push(text.length);
    text += node.data;
  }
  const found = findInText(text, words);
  const ranges: Range[] = [];
  for (let match = 0; match < found.length && ranges.length < most; match += 2) {
    const from = placeOf(found[match] ?? 0, starts, nodes);
    // The end belongs to the node of the last character, not to one that begins there.
    const to = placeOf((found[match + 1] ?? 0) - 1, starts, nodes);
    if (from === null || to === null) continue;
    const range = document.createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset + 1);
    ranges.push(range);
  }
  return ranges;
}

function placeOf(
  at: number,
  starts: readonly number[],
  nodes: readonly Text[],
): { node: Text; offset: number } | null {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const node = nodes[low];
  return node === undefined ? null : { node, offset: at - (starts[low] ?? 0) };
}

/** At the upper edge, px: a bar may stay there. */
const HEAD_PX = 48;

/** Scrolls everything around it, and opens folds, so that the range is in sight. */
export function showRange(range: Range): void {
  const around = range.startContainer.parentElement;
  for (let fold = around?.closest('details'); fold; fold = fold.parentElement?.closest('details'))
    fold.open = true;
  for (let box = around; box !== null; box = box.parentElement) {
    if (box.scrollHeight <= box.clientHeight || !/auto|scroll/.test(getComputedStyle(box).overflowY))
      continue;
    const { top, bottom } = range.getBoundingClientRect();
    const edges = box.getBoundingClientRect();
    if (top < edges.top + HEAD_PX || bottom > edges.bottom)
      box.scrollTop += top - edges.top - edges.height / 2;
  }
}
