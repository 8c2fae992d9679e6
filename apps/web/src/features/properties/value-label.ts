/** A property's value for people; one without a character needs a word. */
export function valueLabel(value: string): string {
  return value.trim() === '' ? '(empty)' : value;
}
