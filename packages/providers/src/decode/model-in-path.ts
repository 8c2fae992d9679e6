import { nameOf } from './well-formed.ts';

/** Where providers put the model: Gemini and Vertex, Bedrock (encoded, maybe an ARN), Azure's deployments. */
const MODEL = [/\/models\/([^/:?]+):[A-Za-z]+$/, /^\/model\/([^/]+)\/[a-z-]+$/, /\/deployments\/([^/]+)\//];

/** The model, or what stands for it, that a path names; null where it names none. */
export function modelInPath(path: string): string | null {
  for (const pattern of MODEL) {
    const found = pattern.exec(path)?.[1];
    if (found !== undefined) return nameOf(decode(found));
  }
  return null;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
