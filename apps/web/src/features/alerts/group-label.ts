/** The values of a group, with names of API keys in place of their ids; null for a rule without groups. */
export function groupLabel(
  group: Readonly<Record<string, string>>,
  keyNames: ReadonlyMap<string, string>,
): string | null {
  const values = Object.entries(group).map(([field, value]) =>
    value === ''
      ? `no ${field.replace(/^property\./, '')}`
      : field === 'key'
        ? (keyNames.get(value) ?? value)
        : value,
  );
  return values.length === 0 ? null : values.join(' · ');
}
