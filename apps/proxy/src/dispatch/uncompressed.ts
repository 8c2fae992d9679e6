/** Headers (name, value, …) that ask for an answer as it is: nothing can be withheld from or kept of a compressed one. */
export function uncompressed(headers: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] ?? '';
    if (name.toLowerCase() !== 'accept-encoding') out.push(name, headers[i + 1] ?? '');
  }
  out.push('accept-encoding', 'identity');
  return out;
}
