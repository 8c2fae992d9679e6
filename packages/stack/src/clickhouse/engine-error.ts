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

/** Codes that ClickHouse's server answers with a status of their own (its `exceptionCodeToHTTPStatus`); the rest are 500. */
const codesByStatus: Record<number, readonly number[]> = {
  400: [
    6, 8, 15, 25, 26, 27, 36, 37, 38, 41, 44, 53, 62, 72, 117, 123, 167, 168, 223, 321, 376, 427, 441, 675,
    676,
  ],
  401: [194],
  403: [192, 193, 497, 512, 516],
  404: [46, 47, 50, 56, 60, 63, 73, 78, 81, 115, 152, 336, 511],
  408: [159],
  411: [381],
  413: [229],
  415: [779],
  501: [48],
  503: [76, 209, 439],
};
const statuses = new Map(
  Object.entries(codesByStatus).flatMap(([status, codes]) =>
    codes.map((code) => [code, Number(status)] as const),
  ),
);

/** The HTTP status that goes with an engine's error code. */
export function statusOf(code: number): number {
  return statuses.get(code) ?? 500;
}
