/** Whether calls are worth while: after several failures in a row one alone tries from time to time. */
export interface Circuit {
  /** False while it is open; true for the one that tries. Whoever gets true reports how it went. */
  mayCall(): boolean;
  succeeded(): void;
  failed(): void;
  readonly isOpen: boolean;
}

const FAILURES = 5;
const PAUSE_MS = 10_000;

/** `now` gives milliseconds of a clock that doesn't jump. */
export function createCircuit(now: () => number): Circuit {
  let failures = 0;
  let openUntil = 0;
  return {
    get isOpen() {
      return failures >= FAILURES;
    },
    mayCall() {
      if (failures < FAILURES) return true;
      if (now() < openUntil) return false;
      // The others go on without until this one has come back.
      openUntil = now() + PAUSE_MS;
      return true;
    },
    succeeded() {
      failures = 0;
    },
    failed() {
      failures++;
      if (failures >= FAILURES) openUntil = now() + PAUSE_MS;
    },
  };
}
