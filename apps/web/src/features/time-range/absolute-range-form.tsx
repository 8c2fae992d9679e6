'use client';
import { type ChosenRange, intervalOf, sinceMoment } from '@heliograph/contracts/chosen-range';
import { Globe } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { describeTimeZone } from './describe-time-range.ts';
import { formatMoment, readMoment } from './read-moment.ts';
import { isOpenRange, resolveTimeRange } from './time-range.ts';

const unreadable = 'Write it like 2026-11-20 14:30, yesterday 9:00 or 3h ago.';

interface AbsoluteRangeFormProps {
  value: ChosenRange;
  onApply: (range: ChosenRange) => void;
}

/** From one moment to another, as text; it begins with the range that is shown. */
export function AbsoluteRangeForm({ value, onApply }: AbsoluteRangeFormProps) {
  const [now] = useState(() => Math.floor(Date.now() / 60_000) * 60_000);
  const [texts, setTexts] = useState(() => {
    const { from, to } = resolveTimeRange(value, new Date(now));
    return {
      from: formatMoment(Date.parse(from)),
      to: isOpenRange(value, now) ? 'now' : formatMoment(Date.parse(to)),
    };
  });
  const [problems, setProblems] = useState<Partial<Record<'from' | 'to', string>>>({});
  const write = (end: 'from' | 'to', text: string): void => {
    setTexts((before) => ({ ...before, [end]: text }));
    setProblems(({ [end]: _, ...others }) => others);
  };
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    const from = readMoment(texts.from, { now: Date.now(), end: 'from' });
    const to = readMoment(texts.to, { now: Date.now(), end: 'to' });
    const interval =
      texts.to.trim().toLowerCase() === 'now' && from !== null && from < Date.now()
        ? sinceMoment(from)
        : intervalOf(from ?? NaN, to ?? NaN);
    if (interval !== null) return onApply(interval);
    setProblems({
      ...(from === null && { from: unreadable }),
      ...(to === null ? { to: unreadable } : from !== null && { to: 'The end has to lie behind the start.' }),
    });
  };
  return (
    <form
      noValidate
      onSubmit={apply}
      className="flex w-64 max-w-full flex-col gap-3 border-l border-line p-3 max-sm:w-full max-sm:border-t max-sm:border-l-0"
    >
      {(['from', 'to'] as const).map((end) => (
        <Field key={end} label={end === 'from' ? 'From' : 'To'} error={problems[end]}>
          {(control) => (
            <Input
              {...control}
              value={texts[end]}
              onChange={(event) => write(end, event.target.value)}
              onFocus={(event) => event.target.select()}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              maxLength={40}
              className="tabular-nums"
            />
          )}
        </Field>
      ))}
      <p className="flex items-center gap-1.5 text-xs text-muted">
        <Globe aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate">{describeTimeZone(now)}</span>
      </p>
      <Button type="submit" className="mt-auto w-full">
        Apply
      </Button>
    </form>
  );
}
