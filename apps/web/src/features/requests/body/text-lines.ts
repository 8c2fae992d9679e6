/** Longer lines (characters) are cut into pieces, each a line of its own. */
const LONGEST = 2_000;

/** Where the lines of a text begin, and the text's length at the end. */
export function lineStarts(text: string): Int32Array {
  const starts: number[] = [];
  let start = 0;
  for (;;) {
    const end = text.indexOf('\n', start);
    const stop = end === -1 ? text.length : end;
    starts.push(start);
    for (let cut = cutAt(text, start + LONGEST); cut < stop; cut = cutAt(text, cut + LONGEST))
      starts.push(cut);
    if (end === -1) break;
    start = end + 1;
  }
  starts.push(text.length);
  return new Int32Array(starts);
}

/** Not between the two halves of a character. */
function cutAt(text: string, at: number): number {
  const half = text.charCodeAt(at);
  return half >= 0xdc00 && half < 0xe000 ? at - 1 : at;
}

/** The text of a line, without the break at its end. */
export function lineText(text: string, starts: Int32Array, line: number): string {
  return text.slice(starts[line], starts[line + 1]).replace(/\r?\n$/, '');
}

/** Which line an offset is in. */
export function lineAt(starts: Int32Array, offset: number): number {
  let [low, high] = [0, starts.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
