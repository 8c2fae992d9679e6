import type { DeadLetters, LetterOwner } from './dead-letters.ts';
import { enqueueRecords, type IngestQueue } from './ingest-queue.ts';

/**
 * Puts a letter back into the ingest queue and takes it off the list. Harmless when done twice or cut in between: the
 * job's id and the tokens of its inserts are those of the letter. False where the owner has no such letter.
 */
export async function replayDeadLetter(
  { deadLetters, queue }: { deadLetters: DeadLetters; queue: IngestQueue },
  owner: LetterOwner,
  id: string,
): Promise<boolean> {
  const revision = await deadLetters.beginReplay(owner, id);
  const found = revision === null ? null : await deadLetters.read(owner, id);
  if (revision === null || found === null) return false;
  const { letter, payload } = found;
  if (letter.kind === 'job') {
    // As it came: a worker that can read it stores it under the tokens that it has always had.
    await queue.add('records', JSON.parse(payload.toString('utf8')), { jobId: letter.sourceJobId });
  } else {
    await enqueueRecords(queue, {
      jobId: `replay-${letter.id}`,
      frames: payload,
      count: 1,
      replay: { letterId: letter.id, tokens: letter.tokens },
    });
  }
  // It may be back already, refused once more.
  await deadLetters.remove(owner, id, revision);
  return true;
}
