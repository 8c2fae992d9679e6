import type { AssembledStream } from '../decode/format-reader.ts';
import { arrayOf, isObject, objectOf, stringOf, type JsonObject } from '../decode/json.ts';
import type { StreamEvents } from '../decode/read-events.ts';

/** Assembles the pieces of a streamed answer; usage is cumulative, so the last that counts anything is the one. */
export function assembleGemini({ events, done }: StreamEvents): AssembledStream {
  const answer: JsonObject = {};
  const candidates = new Map<number, JsonObject>();
  for (const { candidates: pieces, usageMetadata, ...rest } of events) {
    for (const [key, value] of Object.entries(rest)) {
      if (key !== '__proto__' && value !== null) answer[key] = value;
    }
    // Vertex may open with the traffic type alone.
    if (isObject(usageMetadata)) {
      const keeps = usageMetadata.promptTokenCount === undefined && isObject(answer.usageMetadata);
      if (!keeps) answer.usageMetadata = usageMetadata;
    }
    for (const piece of arrayOf(pieces).filter(isObject)) {
      const index = typeof piece.index === 'number' ? piece.index : 0;
      const candidate = candidates.get(index) ?? {};
      candidates.set(index, candidate);
      addPiece(candidate, piece);
    }
  }
  if (events.length === 0) return { answer: null, complete: done };
  const all = [...candidates].sort(([a], [b]) => a - b).map(([, candidate]) => candidate);
  const finished = all.length > 0 && all.every(({ finishReason }) => stringOf(finishReason) !== '');
  const refused = isObject(answer.error) || isObject(answer.promptFeedback);
  return {
    answer: { ...answer, candidates: all },
    complete: finished || (refused && !isObject(answer.error)),
  };
}

function addPiece(candidate: JsonObject, { content, ...rest }: JsonObject): void {
  for (const [key, value] of Object.entries(rest)) {
    if (key !== '__proto__' && value !== null) candidate[key] = value;
  }
  if (!isObject(content)) return;
  const before = objectOf(candidate.content);
  const parts = [...arrayOf(before.parts)];
  for (const part of arrayOf(content.parts).filter(isObject)) addPart(parts, part);
  candidate.content = { ...before, ...content, parts };
}

/** Text goes on in the part before it where both are words, or both thoughts. */
function addPart(parts: unknown[], part: JsonObject): void {
  const last = parts.at(-1);
  const joins =
    isObject(last) &&
    typeof last.text === 'string' &&
    typeof part.text === 'string' &&
    last.thought === part.thought;
  if (!joins) parts.push({ ...part });
  else parts[parts.length - 1] = { ...last, ...part, text: stringOf(last.text) + stringOf(part.text) };
}
