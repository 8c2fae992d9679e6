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

/** The path with another model in the place of the one that it names; null where it names none. */
export function withModelInPath(path: string, model: string): string | null {
  for (const pattern of MODEL) {
    const span = new RegExp(pattern, 'd').exec(path)?.indices?.[1];
    if (span !== undefined) return path.slice(0, span[0]) + encodeURIComponent(model) + path.slice(span[1]);
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
