import { answerTo, countTokens, valueFor, hashText } from '../answer.ts';
import { chooseTool } from '../choose-tool.ts';
import { newId } from '../ids.ts';
import {
  isObject,
  json,
  listOf,
  numberOf,
  ProviderRefusal,
  textOf,
  type Call,
  type Json,
  type Reply,
} from '../reply.ts';

/** `models/{model}:{action}` of the Gemini API and, behind a project, of Vertex AI. */
export function gemini(call: Call, model: string, action: string): Reply {
  switch (action) {
    case 'generateContent':
      return json(answer(call, model).whole);
    case 'streamGenerateContent':
      return stream(call, answer(call, model).pieces);
    case 'countTokens':
      return json({ totalTokens: countTokens(textOfContents(call.body['contents'])) });
    case 'embedContent':
      return json({ embedding: { values: [0.1, -0.2, 0.3] }, usageMetadata: { promptTokenCount: 3 } });
    default:
      throw new ProviderRefusal(404, `Not found: ${action}`);
  }
}

function answer(call: Call, model: string): { whole: Json; pieces: Json[] } {
  const { body, directives } = call;
  const question = textOfContents(listOf(body['contents']).at(-1));
  if (question === '')
    throw new ProviderRefusal(400, 'GenerateContentRequest.contents: contents is not specified');
  const config = isObject(body['generationConfig']) ? body['generationConfig'] : {};
  const functions = listOf(body['tools']).flatMap((tool) =>
    isObject(tool) ? listOf(tool['functionDeclarations']) : [],
  );
  const offered = functions
    .filter(isObject)
    .map((each) => ({ name: textOf(each['name']) ?? '', schema: each['parameters'] }));
  const tool = chooseTool(offered, undefined, question, false);
  const { text, pieces } = answerTo(question, directives, numberOf(config['maxOutputTokens']));
  const written =
    config['responseMimeType'] === 'application/json'
      ? [JSON.stringify(valueFor(config['responseSchema'], hashText(question)))]
      : pieces;
  const parts: Json[] =
    tool === undefined
      ? written.map((piece) => ({ text: piece }))
      : [{ functionCall: { name: tool.name, args: tool.arguments } }];
  const base = { modelVersion: model, responseId: newId('') };
  const promptTokenCount = countTokens(textOfContents(body['contents']));
  const thoughtsTokenCount = 12;
  const usage = (candidatesTokenCount: number): Json =>
    directives.noUsage
      ? {}
      : {
          usageMetadata: {
            promptTokenCount,
            candidatesTokenCount,
            thoughtsTokenCount,
            totalTokenCount: promptTokenCount + candidatesTokenCount + thoughtsTokenCount,
            promptTokensDetails: [{ modality: 'TEXT', tokenCount: promptTokenCount }],
          },
        };
  const candidate = (own: Json[], last: boolean): Json => ({
    candidates: [{ content: { parts: own, role: 'model' }, index: 0, ...(last && { finishReason: 'STOP' }) }],
  });
  const all = tool === undefined && written === pieces ? [{ text }] : parts;
  return {
    whole: { ...candidate(all, true), ...usage(parts.length), ...base },
    pieces: parts.map((part, index) => ({
      ...candidate([part], index === parts.length - 1),
      ...usage(index + 1),
      ...base,
    })),
  };
}

/** Events with `alt=sse`, else one JSON array that grows. */
function stream(call: Call, pieces: Json[]): Reply {
  if (call.search.get('alt') === 'sse')
    return { kind: 'stream', events: pieces.map((piece) => `data: ${JSON.stringify(piece)}\r\n\r\n`) };
  const last = pieces.length - 1;
  return {
    kind: 'stream',
    contentType: 'application/json; charset=UTF-8',
    events: pieces.map((piece, index) => {
      const start = index === 0 ? '[' : ',\r\n';
      return start + JSON.stringify(piece, null, 2) + (index === last ? '\n]' : '');
    }),
  };
}

function textOfContents(contents: unknown): string {
  return listOf(Array.isArray(contents) ? contents : [contents])
    .flatMap((content) => (isObject(content) ? listOf(content['parts']) : []))
    .map((part) => (isObject(part) ? (textOf(part['text']) ?? '') : ''))
    .join('\n');
}
