import { wordPattern } from './find-in-body.ts';

/** A text with the words marked wherever they stand in it. */
export function MarkedText({ text, words }: { text: string; words: string }) {
  if (words === '') return text;
  const pieces: { text: string; marked: boolean }[] = [];
  let end = 0;
  for (const { index, 0: found } of text.matchAll(wordPattern(words))) {
    pieces.push({ text: text.slice(end, index), marked: false }, { text: found, marked: true });
    end = index + found.length;
  }
  pieces.push({ text: text.slice(end), marked: false });
  return pieces.map((piece, place) =>
    piece.marked ? <Mark key={place} text={piece.text} /> : <span key={place}>{piece.text}</span>,
  );
}

export function Mark({ text, current = false }: { text: string; current?: boolean }) {
  return (
    <mark
      className={
        current
          ? 'rounded-sm bg-accent text-on-accent'
          : 'rounded-sm bg-accent-soft text-ink outline outline-accent'
      }
    >
      {text}
    </mark>
  );
}
