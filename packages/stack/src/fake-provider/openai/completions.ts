import { answerTo } from '../answer.ts';
import { newId, unixSeconds } from '../ids.ts';
import { isObject, json, numberOf, type Call, type Reply } from '../reply.ts';
import { requiredModel } from './models.ts';
import { chatUsage, countUsage } from './usage.ts';

/** `POST /v1/completions` (the legacy text interface) */
export function completions(call: Call): Reply {
  const { body, directives } = call;
  const model = requiredModel(call);
  const prompts = Array.isArray(body['prompt']) ? body['prompt'] : [body['prompt']];
  const answers = prompts.map((prompt) =>
    answerTo(String(prompt ?? ''), directives, numberOf(body['max_tokens']) ?? 16),
  );
  const tokens = answers.reduce((sum, answer) => sum + answer.tokens, 0);
  const usage = directives.noUsage
    ? undefined
    : chatUsage(countUsage(model, prompts.map(String), undefined, 'none', tokens));
  const head = { id: newId('cmpl-'), object: 'text_completion', created: unixSeconds(), model };
  const finish = (truncated: boolean) => (truncated ? 'length' : 'stop');
  if (body['stream'] !== true) {
    return json({
      ...head,
      choices: answers.map((answer, index) => ({
        index,
        text: answer.text,
        logprobs: null,
        finish_reason: finish(answer.truncated),
      })),
      ...(usage === undefined ? {} : { usage }),
    });
  }
  const options = body['stream_options'];
  const withUsage = isObject(options) && options['include_usage'] === true && usage !== undefined;
  const event = (data: object) => `data: ${JSON.stringify({ ...head, ...data })}\n\n`;
  const events = answers.flatMap((answer, index) =>
    answer.pieces.map((text, at) => {
      const end = at === answer.pieces.length - 1 ? finish(answer.truncated) : null;
      const choices = [{ index, text, logprobs: null, finish_reason: end }];
      return event(withUsage ? { choices, usage: null } : { choices });
    }),
  );
  if (withUsage) events.push(event({ choices: [], usage }));
  return { kind: 'stream', events: [...events, 'data: [DONE]\n\n'] };
}
