import { findInJson, findInText } from './find-in-body.ts';
import { type JsonIndex, indexJson } from './json-index.ts';

/** A body as it was read: JSON with the places of its values, or text. */
export type BodyDocument =
  | { kind: 'json'; text: string; index: JsonIndex }
  /** `fault`: offset from which it is no JSON; null where it holds too many values for a tree. */
  | { kind: 'text'; text: string; fault: number | null };

export type BodyView = 'tree' | 'text';

/** Reads a body; never throws. */
export function readDocument(text: string): BodyDocument {
  const index = indexJson(text);
  if (!('fault' in index)) return { kind: 'json', text, index };
  return { kind: 'text', text, fault: index.fault === 'not-json' ? index.at : null };
}

/** What a view of the body finds: entries of a tree, or pairs of offsets of a text. */
export function findIn(document: BodyDocument, view: BodyView, words: string): Int32Array {
  return view === 'tree' && document.kind === 'json'
    ? findInJson(document, words)
    : findInText(document.text, words);
}

/** What a page asks of the worker that reads for it, and what that answers. */
export type BodyQuestion =
  { type: 'read'; text: string } | { type: 'find'; id: number; view: BodyView; words: string };
export type BodyAnswer =
  | { type: 'read'; index: JsonIndex | null; fault: number | null }
  | { type: 'found'; id: number; matches: Int32Array };
