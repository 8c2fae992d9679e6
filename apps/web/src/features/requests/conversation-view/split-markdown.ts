/** Characters from which a piece ends where it can, and from which it ends wherever a blank line stands. */
const WANTED = 600;
const LONG = 3_000;

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const CONTINUES = /^(?:\s|[-*+>]|\d+[.)])/;

/**
 * Cuts Markdown at blank lines into pieces that can be drawn one after the other; joined they are the text again. No
 * cut falls into a block of code, and into a list only where it is long.
 */
export function splitMarkdown(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let fence: string | null = null;
  let afterBlank = false;
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at);
    const next = end === -1 ? text.length : end + 1;
    const line = text.slice(at, next);
    const length = at - start;
    if (afterBlank && fence === null && length >= (CONTINUES.test(line) ? LONG : WANTED)) {
      pieces.push(text.slice(start, at));
      start = at;
    }
    const mark = FENCE.exec(line)?.[1] ?? null;
    if (fence === null) fence = mark;
    else if (mark?.startsWith(fence) === true) fence = null;
    afterBlank = line.trim() === '';
    at = next;
  }
  if (start < text.length) pieces.push(text.slice(start));
  return pieces;
}

/** Of a longer block (characters) that is no code, Markdown isn't made. */
const LONGEST = 6_000;
/** Quotes and lists within each other, as nobody writes them: each level takes the parser's time and depth. */
const TOO_DEEP = /^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])){20}/m;

/** Whether a piece can be read as Markdown without the page standing still. */
export function isReadable(piece: string): boolean {
  return (piece.length <= LONGEST || FENCE.test(piece)) && !TOO_DEEP.test(piece);
}
