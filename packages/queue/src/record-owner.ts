import { z } from 'zod';

/** Whose a record is and which request it tells of, as far as that can be read. */
export interface RecordOwner {
  organizationId: string | null;
  requestId: string | null;
  /** Arrival of the request, ms since the epoch. */
  createdAt: number | null;
}

/** Head of a frame and length of its JSON; see record-frame. */
const JSON_AT = 12;

const ownerSchema = z.object({
  organizationId: z.uuid().nullable().catch(null),
  id: z.uuid().nullable().catch(null),
  createdAt: z.number().nullable().catch(null),
});

/** Reads what is readable of a frame whose record isn't what it should be. Never throws. */
export function readRecordOwner(frame: Uint8Array): RecordOwner {
  const buffer = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  try {
    const end = JSON_AT + buffer.readUInt32LE(JSON_AT - 4);
    const { organizationId, id, createdAt } = ownerSchema.parse(
      JSON.parse(buffer.toString('utf8', JSON_AT, end)),
    );
    return { organizationId, requestId: id, createdAt };
  } catch {
    return { organizationId: null, requestId: null, createdAt: null };
  }
}
