const sentences: Record<string, string> = {
  usage_inconsistent: 'The provider reported parts that are more than their whole; the parts were counted.',
  usage_lower_bound: 'More may have been used than could be counted.',
  usage_in_background: 'The answer goes on in the background; its usage is told to whoever reads it later.',
  usage_other_model_unknown:
    'Another model helped, whose name the provider didn’t tell: its usage is not counted.',
  usage_not_reported: 'The provider bills this by tokens, but reports none.',
  model_is_deployment: 'The provider named no model, only the deployment is known.',
  stream_incomplete: 'The stream ended before its end.',
  response_truncated: 'Only the beginning of the response was captured.',
  response_omitted: 'The response was left out at the caller’s wish.',
  response_nested_too_deeply: 'The response is nested too deeply to be shown assembled.',
};

const problems: Record<string, string> = {
  encoding_unsupported: 'is compressed in a way that can’t be read',
  encoding_broken: 'is compressed, but broken',
  frames_broken: 'has frames that can’t be read',
  too_large: 'is too large to be read whole',
};

/** What a flag of a request's counts means, in a sentence; the flag itself where it is a new one. */
export function describeUsageFlag(flag: string): string {
  const known = sentences[flag];
  if (known !== undefined) return known;
  const [kind = '', subject = ''] = flag.split(':');
  if (kind === 'usage_invalid')
    return `The provider reported “${subject}” as something that is no count; it was taken as 0.`;
  const [, side = '', problem = ''] = /^(request|response)_(.+)$/.exec(kind) ?? [];
  const what = problems[problem];
  return what === undefined ? flag : `The ${side} ${what}.`;
}
