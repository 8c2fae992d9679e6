/** An answer of ClickHouse that isn't a result: code, name and message as the engine words them. */
export class EngineError extends Error {
  readonly code: number;

  /** `message` in ClickHouse's own form: `Code: 62. DB::Exception: …. (SYNTAX_ERROR)`. */
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }

  static of(code: number, name: string, text: string): EngineError {
    return new EngineError(code, `Code: ${code}. DB::Exception: ${text} (${name})`);
  }
}

/** Whatever the binding threw, as an {@link EngineError}. Its own complaints become code 1002 (UNKNOWN_EXCEPTION). */
export function toEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = /Code: (\d+)\. DB::Exception/.exec(message)?.[1];
  if (code !== undefined) return new EngineError(Number(code), message);
  return EngineError.of(1002, 'UNKNOWN_EXCEPTION', message);
}

/** HTTP statuses as ClickHouse's server maps its codes; 500 for every other one. */
const statuses = new Map<number, number>([
  ...[194, 516].map((code) => [code, 401] as const),
  ...[192, 193, 195, 291, 497].map((code) => [code, 403] as const),
  // Text that cannot be read: queries, values, types.
  ...[
    6, 26, 27, 33, 38, 41, 43, 53, 62, 69, 70, 72, 80, 115, 117, 130, 131, 168, 190, 306, 321, 349, 441, 456,
    457,
  ].map((code) => [code, 400] as const),
  // Names that are not there.
  ...[46, 47, 50, 56, 60, 63, 73, 76, 78, 81, 82, 115].map((code) => [code, 404] as const),
  [61, 413],
  [48, 501],
  [159, 408],
  [381, 411],
  [209, 503],
]);

export function statusOf(code: number): number {
  return statuses.get(code) ?? 500;
}
