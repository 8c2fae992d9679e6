import { type NewRateLimitRule, newRateLimitRuleSchema } from '@heliograph/contracts/rate-limits';

export type RuleErrors = Partial<
  Record<'name' | 'quota' | 'windowSeconds' | 'segment' | 'model' | 'property', string>
>;

/** Lengths that a window is given in, in seconds. */
export const windowUnits = { second: 1, minute: 60, hour: 3_600, day: 86_400 } as const;
export type WindowUnit = keyof typeof windowUnits;

/** What people fill in. */
export interface RuleForm {
  name: string;
  quota: string;
  unit: NewRateLimitRule['unit'];
  window: string;
  windowUnit: WindowUnit;
  by: NewRateLimitRule['segment']['by'];
  byProperty: string;
  model: string;
  propertyName: string;
  propertyValue: string;
}

/** The form as the API takes it, or what is wrong by field. */
export function readRuleForm(form: RuleForm): { input: NewRateLimitRule } | { errors: RuleErrors } {
  const read = newRateLimitRuleSchema.safeParse({
    name: form.name,
    quota: numberOf(form.quota),
    windowSeconds: numberOf(form.window) * windowUnits[form.windowUnit],
    unit: form.unit,
    segment: form.by === 'property' ? { by: 'property', name: form.byProperty } : { by: form.by },
    model: form.model.trim() === '' ? null : form.model,
    property: form.propertyName.trim() === '' ? null : { name: form.propertyName, value: form.propertyValue },
  });
  if (read.success) return { input: read.data };
  const errors: RuleErrors = {};
  for (const { path, message } of read.error.issues) {
    const field = path[0] as keyof RuleErrors;
    errors[field] ??= plain[field] ?? message;
  }
  return { errors };
}

/** What a schema words for programs, where it does. */
const plain: RuleErrors = {
  quota: 'Give a number above 0; requests and tokens are whole',
  windowSeconds: 'Give a length from one second to a year',
};

/** The form of a rule that there is. */
export function toRuleForm(rule: NewRateLimitRule): RuleForm {
  const windowUnit =
    (['day', 'hour', 'minute'] as const).find((unit) => rule.windowSeconds % windowUnits[unit] === 0) ??
    'second';
  return {
    name: rule.name,
    quota: String(rule.quota),
    unit: rule.unit,
    window: String(rule.windowSeconds / windowUnits[windowUnit]),
    windowUnit,
    by: rule.segment.by,
    byProperty: rule.segment.by === 'property' ? rule.segment.name : '',
    model: rule.model ?? '',
    propertyName: rule.property?.name ?? '',
    propertyValue: rule.property?.value ?? '',
  };
}

/** NaN where the text is no plain number. */
function numberOf(text: string): number {
  const plainText = text.trim();
  return /^\d{1,12}(\.\d{1,6})?$/.test(plainText) ? Number(plainText) : NaN;
}
