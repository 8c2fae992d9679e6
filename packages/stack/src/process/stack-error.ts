/** A failure whose message is a line for the person at the terminal: what is wrong and what to do about it. */
export class StackError extends Error {
  override readonly name = 'StackError';
  /** Tells `npm start` that the message says it all: no stack trace is shown. */
  readonly actionable = true;
}
