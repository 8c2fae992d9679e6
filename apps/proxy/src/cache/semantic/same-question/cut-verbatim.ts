/** A part of a question in which every character counts. */
export interface VerbatimPart {
  kind: 'code' | 'quoted' | 'address';
  text: string;
}

const patterns: [VerbatimPart['kind'], RegExp][] = [
  ['code', /```[^]*?(?:```|$)|`[^`\n]+`/gu],
  // Web addresses first: they may hold anything else.
  ['address', /\b[a-z][a-z0-9+.-]*:\/\/[^\s<>"'`)\]}]+|\bwww\.[^\s<>"'`)\]}]+/giu],
  ['address', /[^\s@<>()[\]"',;:]{1,64}@[^\s@<>()[\]"',;:]{1,255}\.[\p{L}\p{N}-]{2,63}/gu],
  [
    'quoted',
    /"[^"\n]{1,200}"|“[^”\n]{0,200}[”“]|„[^“”\n]{0,200}[“”]|«[^»\n]{0,200}»|»[^«\n]{0,200}«|‹[^›\n]{0,200}›|[「『《〈][^」』》〉]{0,200}[」』》〉]/gu,
  ],
  ['quoted', /(?<=^|[\s([{,:=])['‘‚][^'‘’\n]{1,200}['’‘](?=$|[\s)\]},.:;!?=])/gu],
  ['address', /(?<![\p{L}\p{N}/])(?:~|\.{1,2})?(?:\/[\p{L}\p{N}._@%+~-]+)+\/?|\b[a-z]:\\[^\s"]+/giu],
  ['address', /(?<![\p{L}\p{N}])[@#$][\p{L}_][\p{L}\p{N}_-]*|(?<![\p{L}\p{N}])--?[a-z][a-z-]*(?=[\s=]|$)/giu],
];
const QUOTES = /^["'“”„«»‹›‘’‚「『《〈]|["'“”„«»‹›‘’‚」』》〉]$/gu;

/** Takes code, quotations, addresses, paths, options and handles out of a text; what is left has one kind of apostrophe. */
export function cutVerbatim(whole: string): { verbatim: VerbatimPart[]; text: string } {
  const verbatim: VerbatimPart[] = [];
  let text = whole;
  for (const [kind, pattern] of patterns) {
    text = text.replace(pattern, (found) => {
      verbatim.push({ kind, text: tidy(kind, found) });
      return ' ';
    });
  }
  const rest = text.replace(/[‘’‚‛ʼ´]/gu, "'").replace(/[^\S\n]+/gu, ' ');
  return { verbatim, text: rest.trim() };
}

/** What belongs to the sentence around a part, and which quotation marks it has, says nothing. */
function tidy(kind: VerbatimPart['kind'], found: string): string {
  if (kind === 'quoted') return found.replace(QUOTES, '').trim();
  return kind === 'address' ? found.replace(/[.,;:!?]+$/u, '') : found.replace(/\s+$/gmu, '');
}
