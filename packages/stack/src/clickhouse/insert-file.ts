import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';

/** The data of binary inserts on its way into the engine, which takes bytes that are no text from files only. */
export class InsertFiles {
  readonly #folder: string;

  /** Makes the folder, empty: what a killed process left there belongs to nobody. */
  constructor(dataDir: string) {
    this.#folder = path.join(dataDir, 'incoming');
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true });
  }

  /** Writes the pieces into a file that is there as long as `work` runs. Rejects with what a piece threw. */
  async use<T>(pieces: AsyncIterable<Uint8Array>, work: (file: string) => Promise<T>): Promise<T> {
    const name = path.join(this.#folder, randomUUID());
    const file = await open(name, 'wx');
    try {
      try {
        for await (const piece of pieces) await file.writeFile(piece);
      } finally {
        await file.close();
      }
      return await work(name);
    } finally {
      await rm(name, { force: true });
    }
  }
}
