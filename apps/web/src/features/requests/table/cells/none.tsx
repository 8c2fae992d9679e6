/** In the place of a value that there is not. */
export function None() {
  return (
    <span className="text-faint">
      <span aria-hidden>—</span>
      <span className="sr-only">None</span>
    </span>
  );
}
