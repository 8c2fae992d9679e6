'use client';
import { useEffect, useState } from 'react';
import type { BodyView } from './body-document.ts';
import type { OpenBody } from './use-body-document.ts';

/** What the field for words shows, and what it can do. */
export interface FindState {
  words: string;
  setWords: (words: string) => void;
  /** The words have been looked for. */
  isReady: boolean;
  count: number;
  /** Which match is shown, from 0; -1 before the first. */
  current: number;
  /** Goes on by so many matches, around the end. */
  go: (step: 1 | -1) => void;
}

export interface Find extends FindState {
  /** As `findIn` answers them; null while they are being looked for. */
  matches: Int32Array | null;
}

const none = new Int32Array();

/** Words looked for in a body, and the walk through what is found. */
export function useFind(body: OpenBody, view: BodyView): Find {
  const [words, setWords] = useState('');
  const [found, setFound] = useState<{
    body: OpenBody;
    view: BodyView;
    words: string;
    matches: Int32Array;
  }>();
  const [current, setCurrent] = useState(0);
  const isFound = found?.body === body && found.view === view && found.words === words;
  const matches = words === '' ? none : isFound ? found.matches : null;

  useEffect(() => {
    if (words === '') return undefined;
    let wanted = true;
    void body.find(view, words).then((matches) => {
      if (!wanted) return;
      setFound({ body, view, words, matches });
      setCurrent(0);
    });
    return () => {
      wanted = false;
    };
  }, [body, view, words]);

  const count =
    matches === null
      ? 0
      : view === 'tree' && body.document.kind === 'json'
        ? matches.length
        : matches.length / 2;
  const go = (step: 1 | -1): void => {
    if (count > 0) setCurrent((current + step + count) % count);
  };
  return {
    words,
    setWords,
    isReady: matches !== null,
    matches,
    count,
    current: count === 0 ? -1 : current,
    go,
  };
}
