/** A line of a form of names and values. */
export interface EntryLine {
  /** Tells lines apart while they are edited. */
  key: number;
  name: string;
  value: string;
}

export type ReadEntries<Value> =
  | { changes: Record<string, Value | null> }
  /** What is wrong with which line. */
  | { fault: { key: number; message: string } };

/**
 * What the lines change of the entries there are: new and other values by name, null for those that are gone. Lines
 * without name and value are none. `ignoreCase`: names that differ in case alone are one.
 */
export function readEntries<Value extends string | number>(
  before: Readonly<Record<string, Value>>,
  lines: readonly EntryLine[],
  { read, ignoreCase }: { read: (text: string) => Value | { message: string }; ignoreCase: boolean },
): ReadEntries<Value> {
  const keyOf = (name: string): string => (ignoreCase ? name.toLowerCase() : name);
  const seen = new Set<string>();
  const changes: Record<string, Value | null> = {};
  for (const { key, name: written, value: text } of lines) {
    const name = written.trim();
    if (name === '' && text.trim() === '') continue;
    if (name === '') return { fault: { key, message: 'Give it a name' } };
    if (seen.has(keyOf(name))) return { fault: { key, message: `${name} is there twice` } };
    seen.add(keyOf(name));
    const value = read(text);
    if (typeof value === 'object') return { fault: { key, message: value.message } };
    if (!Object.hasOwn(before, name) || before[name] !== value) changes[name] = value;
  }
  for (const name of Object.keys(before)) if (!seen.has(keyOf(name))) changes[name] = null;
  return { changes };
}

/** A score as it is written: a number, or true and false, which are 1 and 0. */
export function readScore(text: string): number | { message: string } {
  const word = text.trim().toLowerCase();
  if (word === 'true') return 1;
  if (word === 'false') return 0;
  const number = word === '' ? Number.NaN : Number(word);
  return Number.isFinite(number) ? number : { message: 'A score is a number, or true or false' };
}

export function readProperty(text: string): string | { message: string } {
  return text.length <= 4_096 ? text : { message: 'A value has at most 4,096 characters' };
}
