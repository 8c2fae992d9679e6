/** A failure that the person at the terminal can act on; shown as one line, without a stack. */
export class Actionable extends Error {}

const interactive = process.stdout.isTTY === true;
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs one named step and shows that it goes on, how long it took, and where it failed.
 * The work gets a `say` function for details.
 */
export async function step(title, work) {
  const start = performance.now();
  let detail = '';
  const line = () => `  … ${title}${detail ? `: ${detail}` : ''} (${seconds(start)})`;
  const redraw = () => process.stdout.write(`\r\x1b[2K${line().slice(0, process.stdout.columns - 1)}`);
  const ticker = setInterval(
    () => (interactive ? redraw() : process.stdout.write(`${line()}\n`)),
    interactive ? 250 : 15_000,
  );
  if (interactive) redraw();
  const close = (mark) => {
    clearInterval(ticker);
    process.stdout.write(`${interactive ? '\r\x1b[2K' : ''}  ${mark} ${title} (${seconds(start)})\n`);
  };
  try {
    const result = await work((text) => {
      detail = text;
    });
    close('✓');
    return result;
  } catch (error) {
    close('✗');
    throw error;
  }
}
