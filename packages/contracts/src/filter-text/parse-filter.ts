import type { Filter, FilterCondition, FilterOperator } from '../filter.ts';
import { describeField, findRequestField, readNamedField, type RequestField } from '../request-fields.ts';
import { readLiteral, readStatusClass } from './read-literal.ts';
import { FilterTextError, Scanner, type Word } from './scanner.ts';

/** A filter, or what is wrong with its text and where: [from, to) in UTF-16 units. */
export type ParsedFilter =
  { ok: true; filter: Filter | null } | { ok: false; message: string; from: number; to: number };

/** One of the conditions side by side, as it was written. */
export interface FilterPart {
  text: string;
  filter: Filter;
}

const MAX_LENGTH = 4_000;
const MAX_DEPTH = 12;
const MAX_CONDITIONS = 100;
const FIELD = /[A-Za-z][\w-]*/y;
const OPERATOR = />=|<=|!=|>|<|=|~/y;

/**
 * Reads a filter as people write it: `model:gpt-4o cost:>0.01 (status:5xx OR -user:*) property.feature:"support"`.
 * Conditions side by side all hold; OR, NOT, `-` and brackets do what they say. `:a,b` is any of them, `:a*` what begins
 * so, `:~a` what contains it, `:*` whatever there is, `:1..5` from to. A word or a "quoted phrase" without a field is
 * looked for in what was asked and answered. An empty text is no filter.
 */
export function parseFilter(text: string): ParsedFilter {
  const split = splitFilter(text);
  if (!split.ok) return split;
  const parts = split.parts.map(({ filter }) => filter);
  return { ok: true, filter: parts.length === 0 ? null : joined('and', parts) };
}

/** The same, part by part: what stands side by side outside all brackets. */
export function splitFilter(
  text: string,
): { ok: true; parts: FilterPart[] } | Extract<ParsedFilter, { ok: false }> {
  try {
    if (text.length > MAX_LENGTH)
      throw new FilterTextError(`A filter has at most ${MAX_LENGTH} characters`, MAX_LENGTH, text.length);
    return { ok: true, parts: new Parser(text).parts() };
  } catch (error) {
    if (!(error instanceof FilterTextError)) throw error;
    return { ok: false, message: error.message, from: error.from, to: error.to };
  }
}

class Parser {
  readonly #in: Scanner;
  #depth = 0;
  #conditions = 0;

  constructor(text: string) {
    this.#in = new Scanner(text);
  }

  parts(): FilterPart[] {
    if (this.#in.isDone) return [];
    const parts = this.#sideBySide();
    if (this.#in.peekKeyword() === 'OR') {
      // Alternatives are one part, whatever stands side by side within them.
      const filters = [
        joined(
          'and',
          parts.map(({ filter }) => filter),
        ),
      ];
      while (this.#keyword('OR')) filters.push(this.#all());
      parts.splice(0, parts.length, { text: this.#in.text.trim(), filter: joined('or', filters) });
    }
    if (!this.#in.isDone) this.#in.fail('There is no bracket that this one closes');
    return parts;
  }

  #any(): Filter {
    const parts = [this.#all()];
    while (this.#keyword('OR')) parts.push(this.#all());
    return joined('or', parts);
  }

  #all(): Filter {
    return joined(
      'and',
      this.#sideBySide().map(({ filter }) => filter),
    );
  }

  #sideBySide(): FilterPart[] {
    const parts: FilterPart[] = [];
    for (;;) {
      this.#in.skipBlanks();
      const from = this.#in.at;
      const filter = this.#one();
      parts.push({ text: this.#in.text.slice(from, this.#in.at), filter });
      const and = this.#keyword('AND');
      const next = this.#in.peekKeyword();
      const atEnd = this.#in.isDone || this.#in.text[this.#in.at] === ')' || next === 'OR';
      if (!and && atEnd) return parts;
    }
  }

  #one(): Filter {
    if (++this.#depth > MAX_DEPTH) this.#in.fail(`The brackets are more than ${MAX_DEPTH} deep`);
    const filter = this.#negated() ? inverse(this.#one()) : this.#bracketed();
    this.#depth--;
    return filter;
  }

  #negated(): boolean {
    return this.#keyword('NOT') || this.#in.take('-');
  }

  #bracketed(): Filter {
    const from = this.#in.at;
    if (!this.#in.take('(')) return this.#term();
    const filter = this.#any();
    if (!this.#in.take(')')) this.#in.fail('This bracket is never closed', from);
    return filter;
  }

  #keyword(word: string): boolean {
    return this.#in.peekKeyword() === word && this.#in.take(word);
  }

  #term(): Filter {
    this.#in.skipBlanks();
    if (++this.#conditions > MAX_CONDITIONS)
      this.#in.fail(`A filter has at most ${MAX_CONDITIONS} conditions`);
    const from = this.#in.at;
    const field = this.#field(from);
    if (field === null) return this.#spoken(from);
    const known = describeField(field);
    if (this.#in.match(/\*(?=[\s()]|$)/y) !== null) return { field, operator: 'exists', value: true };
    const operator = this.#in.match(OPERATOR);
    if (operator !== null && operator !== '=') return this.#compared(field, known, operator);
    return this.#equal(field, known);
  }

  /** The field before a colon; null where none is named and a word stands for itself. */
  #field(from: number): string | null {
    const name = this.#in.match(FIELD);
    if (name === null) return null;
    const named = readNamedField(`${name}.`);
    if (named !== null && this.#in.take('.', { blanks: false })) return this.#named(named.kind, from);
    if (!this.#in.take(':', { blanks: false })) return null;
    const field = findRequestField(name);
    if (field !== null) return field;
    return this.#in.fail(`There is no field ${name}; to look for the text, put it in quotes`, from);
  }

  #spoken(from: number): Filter {
    this.#in.at = from;
    const word = this.#in.spoken();
    if (word === null) return this.#in.fail('A condition is field:value, or a word to look for', from);
    return this.#single('text', describeField('text'), word);
  }

  #named(kind: string, from: number): string {
    const name = this.#in.text[this.#in.at] === '"' ? this.#in.word()?.text : this.#in.match(/[^\s(),":]+/y);
    if (name === null || name === undefined || name.trim() === '' || name.length > 256)
      return this.#in.fail(`A ${kind} is written as ${kind}.name:value`, from);
    if (!this.#in.take(':', { blanks: false }))
      return this.#in.fail(`A ${kind} is written as ${kind}.name:value`, from);
    return `${kind}.${name}`;
  }

  #compared(field: string, known: RequestField, operator: string): Filter {
    const word = this.#word();
    if (operator === '~') {
      if (known.kind === 'words') return this.#single(field, known, word);
      if (known.kind !== 'text') throw new FilterTextError('~ is for text', word.from, word.to);
      return { field, operator: 'contains', value: word.text };
    }
    if (known.kind === 'words' || (operator !== '!=' && known.kind !== 'number'))
      throw new FilterTextError(`${operator} is for numbers`, word.from, word.to);
    return { field, operator: operator as FilterOperator, value: this.#literal(word, known) };
  }

  #equal(field: string, known: RequestField): Filter {
    const inBrackets = this.#in.take('(', { blanks: false });
    if (inBrackets) this.#in.skipBlanks();
    const words = [this.#word()];
    while (inBrackets ? this.#keyword('OR') || this.#in.take(',') : this.#in.take(',', { blanks: false })) {
      this.#in.skipBlanks();
      words.push(this.#word());
    }
    if (inBrackets && !this.#in.take(')')) this.#in.fail('This list of values is never closed');
    const [only] = words;
    if (words.length === 1 && only !== undefined) return this.#single(field, known, only);
    if (words.length > MAX_CONDITIONS) this.#in.fail(`A list has at most ${MAX_CONDITIONS} values`);
    const special = words.some((word) => isSpecial(word, field));
    if (special) return { or: words.map((word) => this.#single(field, known, word)) };
    return { field, operator: 'in', value: words.map((word) => this.#literal(word, known)) };
  }

  #single(field: string, known: RequestField, word: Word): Filter {
    if (known.kind === 'words') {
      this.#literal(word, known);
      return { field, operator: word.prefix ? 'startsWith' : 'contains', value: word.text };
    }
    if (word.prefix) {
      if (known.kind !== 'text') throw new FilterTextError('* is for text', word.from, word.to);
      return { field, operator: 'startsWith', value: word.text };
    }
    if (!word.quoted && known.kind === 'number') {
      const ofClass = field === 'status' ? readStatusClass(word.text) : null;
      if (ofClass !== null) return { and: ofClass };
      const range = /^(.+?)\.\.(.+)$/.exec(word.text);
      if (range !== null) return this.#range(field, known, word, range[1] ?? '', range[2] ?? '');
    }
    return { field, operator: '=', value: this.#literal(word, known) };
  }

  #range(field: string, known: RequestField, word: Word, from: string, to: string): Filter {
    const least = this.#literal({ ...word, text: from }, known);
    const most = this.#literal({ ...word, text: to }, known);
    if (least > most) throw new FilterTextError(`${from} lies above ${to}`, word.from, word.to);
    return {
      and: [
        { field, operator: '>=', value: least },
        { field, operator: '<=', value: most },
      ],
    };
  }

  #word(): Word {
    return this.#in.word() ?? this.#in.fail('Here a value is missing; quote it if it has blanks or brackets');
  }

  #literal(word: Word, known: RequestField): string | number | boolean {
    const read = readLiteral(word.text, known);
    if ('value' in read) return read.value;
    throw new FilterTextError(`${known.label} takes ${read.expected}`, word.from, word.to);
  }
}

/** Whether a value means more than itself. */
function isSpecial({ quoted, prefix, text }: Word, field: string): boolean {
  const { kind } = describeField(field);
  return prefix || kind === 'words' || (!quoted && kind === 'number' && /\.\.|xx$/i.test(text));
}

/** Groups of the same kind within each other are one. */
function joined(kind: 'and' | 'or', parts: readonly Filter[]): Filter {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const flat = parts.flatMap((part) => {
    if (kind === 'and' && 'and' in part) return part.and;
    return kind === 'or' && 'or' in part ? part.or : [part];
  });
  return kind === 'and' ? { and: flat } : { or: flat };
}

function inverse(filter: Filter): Filter {
  if ('not' in filter) return filter.not;
  if (isExists(filter)) return { ...filter, value: filter.value !== true };
  return { not: filter };
}

function isExists(filter: Filter): filter is FilterCondition {
  return 'operator' in filter && filter.operator === 'exists';
}
