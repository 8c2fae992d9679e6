/** What is wrong with a filter text, and where: [from, to) in UTF-16 units. */
export class FilterTextError extends Error {
  override readonly name = 'FilterTextError';
  readonly from: number;
  readonly to: number;

  constructor(message: string, from: number, to: number) {
    super(message);
    this.from = from;
    this.to = to;
  }
}

/** A value as it stands in the text. */
export interface Word {
  text: string;
  quoted: boolean;
  /** Whether a `*` stands behind it: what begins so is meant. */
  prefix: boolean;
  from: number;
  to: number;
}

/** What ends a bare word: white space, brackets, a comma. */
const BARE = /[^\s(),"]+/y;
/** A word to look for may be followed by a comma, as in a sentence. */
const SPOKEN = /[^\s()"]+/y;
const KEYWORD = /(AND|OR|NOT)(?=[\s()]|$)/y;

/** Reads a filter text from left to right. */
export class Scanner {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  skipBlanks(): void {
    while (this.at < this.text.length && /\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  get isDone(): boolean {
    this.skipBlanks();
    return this.at >= this.text.length;
  }

  /** Takes the sign if it comes next, white space aside where `blanks` says so. */
  take(sign: string, { blanks = true } = {}): boolean {
    if (blanks) this.skipBlanks();
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  /** The keyword that comes next; it stays where it is. */
  peekKeyword(): string | null {
    this.skipBlanks();
    KEYWORD.lastIndex = this.at;
    return KEYWORD.exec(this.text)?.[1] ?? null;
  }

  /** Takes what matches right here. The expression must be sticky. */
  match(expression: RegExp): string | null {
    expression.lastIndex = this.at;
    const [found] = expression.exec(this.text) ?? [];
    if (found === undefined) return null;
    this.at += found.length;
    return found;
  }

  /** A bare or quoted word right here; null where there is none. */
  word(bare = BARE): Word | null {
    const from = this.at;
    if (this.text[this.at] === '"') {
      const text = this.#quoted();
      return { text, quoted: true, prefix: this.take('*', { blanks: false }), from, to: this.at };
    }
    const text = this.match(bare);
    if (text === null) return null;
    const prefix = text.length > 1 && text.endsWith('*');
    return { text: prefix ? text.slice(0, -1) : text, quoted: false, prefix, from, to: this.at };
  }

  /** A word or phrase to look for. */
  spoken(): Word | null {
    return this.word(SPOKEN);
  }

  #quoted(): string {
    const from = this.at;
    let text = '';
    for (this.at++; this.at < this.text.length; this.at++) {
      const sign = this.text[this.at] ?? '';
      if (sign === '"') {
        this.at++;
        return text;
      }
      if (sign === '\\') this.at++;
      text += this.text[this.at] ?? '';
    }
    throw new FilterTextError('This quotation has no end', from, this.text.length);
  }

  /** Fails at what comes next. */
  fail(message: string, from = this.at): never {
    const end = /[\s()]/g;
    end.lastIndex = Math.max(from, this.at) + 1;
    throw new FilterTextError(message, from, end.exec(this.text)?.index ?? this.text.length);
  }
}
