import type { CallToRepeat, HeaderValue } from './call-to-repeat.ts';

/** Longer bodies (characters) go in by a pipe: an argument may have 128 KiB on Linux. */
const LONGEST_ARGUMENT = 30_000;

/** The call for a POSIX shell, byte for byte the body that was sent. */
export function curlCall({ method, url, headers, body, stream, notes }: CallToRepeat): string {
  const piped = body !== null && body.length > LONGEST_ARGUMENT;
  const lines = [
    `${piped ? `printf '%s' ${quote(body)} | ` : ''}curl --request ${method} ${quote(url)}`,
    // Brackets in an address would name several.
    ...(/[[\]{}]/.test(url) ? ['  --globoff'] : []),
    ...(stream ? ['  --no-buffer'] : []),
    ...headers.map(([name, value]) => `  --header ${quoteHeader(name, value)}`),
    // Without it curl would call every body a form.
    ...(body === null || headers.some(([name]) => name.toLowerCase() === 'content-type')
      ? []
      : [`  --header 'Content-Type:'`]),
    ...(body === null ? [] : [`  ${piped ? '--data-binary @-' : `--data-raw ${quote(body)}`}`]),
  ];
  return `${notes.map((note) => `# ${note}\n`).join('')}${lines.join(' \\\n')}`;
}

/** In single quotes nothing means anything to a shell but the quote itself. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** In single quotes, or in double ones where a variable stands in it. */
function quoteHeader(name: string, value: HeaderValue): string {
  if (value.every((part) => typeof part === 'string')) {
    const text = value.join('');
    // "Name:" would take the header out; with a semicolon it is sent without a value.
    return quote(text === '' ? `${name};` : `${name}: ${text}`);
  }
  const parts = value.map((part) => (typeof part === 'string' ? escape(part) : `$${part.env}`));
  return `"${name}: ${parts.join('')}"`;
}

function escape(text: string): string {
  return text.replaceAll(/[\\"$`]/g, '\\$&');
}
