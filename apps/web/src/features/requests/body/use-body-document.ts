'use client';
import { useEffect, useMemo, useState } from 'react';
import {
  type BodyAnswer,
  type BodyDocument,
  type BodyQuestion,
  type BodyView,
  findIn,
  readDocument,
} from './body-document.ts';

/** Characters up to which a body is read at once; a worker reads longer ones. */
const AT_ONCE = 128 * 1024;

export interface OpenBody {
  document: BodyDocument;
  find: (view: BodyView, words: string) => Promise<Int32Array>;
}

/** The body as a document: undefined while a worker reads it, null where that failed. */
export function useBodyDocument(text: string): OpenBody | undefined | null {
  const small = useMemo(() => {
    if (text.length > AT_ONCE) return null;
    const document = readDocument(text);
    return {
      document,
      find: (view: BodyView, words: string) => Promise.resolve(findIn(document, view, words)),
    };
  }, [text]);
  const [large, setLarge] = useState<{ text: string; body: OpenBody | null }>();

  useEffect(() => {
    if (text.length <= AT_ONCE) return undefined;
    const reader = openReader(text, (body) => setLarge({ text, body }));
    return () => reader.terminate();
  }, [text]);

  if (small !== null) return small;
  return large?.text === text ? large.body : undefined;
}

/** Lets a worker read the text; `onRead` is told once, of null where it can't. */
function openReader(text: string, onRead: (body: OpenBody | null) => void): Worker {
  const worker = new Worker(new URL('./body.worker.ts', import.meta.url), { type: 'module' });
  const ask = (question: BodyQuestion): void => worker.postMessage(question);
  const waiting = new Map<number, (matches: Int32Array) => void>();
  let lastId = 0;
  const find = (view: BodyView, words: string): Promise<Int32Array> =>
    new Promise((resolve) => {
      const id = lastId;
      lastId += 1;
      waiting.set(id, resolve);
      ask({ type: 'find', id, view, words });
    });
  worker.addEventListener('error', () => onRead(null));
  worker.addEventListener('message', ({ data }: MessageEvent<BodyAnswer>) => {
    if (data.type === 'found') {
      waiting.get(data.id)?.(data.matches);
      waiting.delete(data.id);
    } else {
      const { index, fault } = data;
      onRead({
        document: index === null ? { kind: 'text', text, fault } : { kind: 'json', text, index },
        find,
      });
    }
  });
  ask({ type: 'read', text });
  return worker;
}
