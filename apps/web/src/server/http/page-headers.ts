/** Headers that the proxy step sets on a page's request; whatever the browser sent under these names is overwritten. */
export const NONCE_HEADER = 'x-nonce';
export const PATH_HEADER = 'x-heliograph-path';
