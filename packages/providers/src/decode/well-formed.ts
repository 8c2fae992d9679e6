/** The text with half surrogate pairs replaced; databases refuse them, JSON's \u escapes allow them. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** A short name out of a body (a model, a user): null where it is empty, too long or no string. */
export function nameOf(value: unknown): string | null {
  if (typeof value !== 'string' || value === '' || value.length > 256) return null;
  return wellFormed(value);
}
