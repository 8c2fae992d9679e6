/** Characters of a piece, about. */
const PIECE = 16_000;
/** Characters that are guessed to fit in a line, for texts whose lines are broken. */
const LINE = 90;

export interface TextPiece {
  text: string;
  /** Lines it will take, about. */
  lines: number;
}

/**
 * Cuts a long text into pieces, at the ends of lines where they aren't too long. Drawn one below the other they look
 * like the text: the line break that ends a piece is left out of all but the last.
 */
export function splitText(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  for (let start = 0; start < text.length;) {
    const end = pieceEnd(text, start);
    const endsLine = end < text.length && text[end - 1] === '\n';
    const piece = text.slice(start, endsLine ? end - 1 : end);
    pieces.push({ text: piece, lines: countLines(piece) });
    start = end;
  }
  return pieces;
}

function pieceEnd(text: string, start: number): number {
  const most = start + PIECE;
  if (most >= text.length) return text.length;
  const line = text.lastIndexOf('\n', most - 1);
  if (line >= start) return line + 1;
  // Not between the two halves of a character.
  const half = text.charCodeAt(most);
  return half >= 0xdc00 && half < 0xe000 ? most - 1 : most;
}

function countLines(text: string): number {
  let lines = 0;
  for (let start = 0; start <= text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    lines += Math.max(1, Math.ceil((end - start) / LINE));
    start = end + 1;
  }
  return lines;
}
