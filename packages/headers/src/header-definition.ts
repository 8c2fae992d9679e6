import type { Parsed } from './header-values.ts';

/** One header: everything that the parser, the types and docs/headers.md need to know of it. */
export interface HeaderDefinition<T, D> {
  /** As documented; names compare without regard to case. */
  name: string;
  /** Other names of the same header. */
  aliases?: readonly string[];
  /** The form of the value, for people. */
  format: string;
  /** In Markdown, for docs/headers.md. */
  description: string;
  parse: (value: string) => Parsed<T>;
  /** What holds where the header isn't sent. */
  default: D;
  /** What that is, where it needs saying; for people. */
  defaultText?: string;
}

/** Keeps each entry's own types while checking its form. */
export function header<T, D>(definition: HeaderDefinition<T, D>): HeaderDefinition<T, D> {
  return definition;
}
