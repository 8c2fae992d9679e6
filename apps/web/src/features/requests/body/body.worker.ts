import {
  type BodyAnswer,
  type BodyDocument,
  type BodyQuestion,
  findIn,
  readDocument,
} from './body-document.ts';

/** Reads one large body beside the page, which goes on meanwhile. */
let document: BodyDocument | null = null;

// `self` is typed as a window's; a worker's postMessage takes no origin.
const answer = (message: BodyAnswer): void => self.postMessage(message);

self.addEventListener('message', ({ data }: MessageEvent<BodyQuestion>) => {
  if (data.type === 'read') {
    document = readDocument(data.text);
    answer(
      document.kind === 'json'
        ? { type: 'read', index: document.index, fault: null }
        : { type: 'read', index: null, fault: document.fault },
    );
  } else if (document !== null) {
    answer({ type: 'found', id: data.id, matches: findIn(document, data.view, data.words) });
  }
});
