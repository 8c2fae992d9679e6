import { useMemo } from 'react';
import { splitText } from './split-text.ts';

/** Text (characters) up to which drawing it at once does no harm. */
const SHORT = 50_000;
/** Height of a line, px, until it is drawn. */
const LINE_PX = 20;

/** A text of any length with its line breaks: of a long one only what is in sight is laid out; it can be searched and copied whole. */
export function LazyText({ text }: { text: string }) {
  const pieces = useMemo(() => (text.length > SHORT ? splitText(text) : null), [text]);
  if (pieces === null) return text;
  return pieces.map((piece, index) => (
    <span
      key={index}
      className="block min-h-5 [content-visibility:auto]"
      style={{ containIntrinsicBlockSize: `auto ${piece.lines * LINE_PX}px` }}
    >
      {piece.text}
    </span>
  ));
}
