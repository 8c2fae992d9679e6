const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** The English name of an ISO 3166 country code; null for null. */
export function nameCountry(code: string | null): string | null {
  if (code === null) return null;
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
