import type { ReportNotification } from './notification.ts';
import type { Message } from './notification-message.ts';

/** A report as people read it. */
export function reportMessage(report: ReportNotification): Message {
  const { period, organizationName, timezone, current, before, topModels, topUsers, course, url } = report;
  const day = (iso: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: timezone, ...options }).format(new Date(iso));
  const long = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  // The end is the next period's first moment.
  const last = new Date(Date.parse(report.to) - 1).toISOString();
  const when = period === 'day' ? day(report.from, long) : `${day(report.from, long)} to ${day(last, long)}`;
  const than = period === 'day' ? 'the day before' : 'the week before';
  const fact = (label: string, now: number, then: number, text: string) => ({
    label,
    value: `${text} (${compare(now, then, than)})`,
  });
  const top = (label: string, rows: ReportNotification['topModels']) =>
    rows.map(({ name, costUsd, requests }, i) => ({
      label: `${label} ${i + 1}`,
      value: `${name}: ${usd(Number(costUsd))}, ${count(requests)} requests`,
    }));
  const [cost, costBefore] = [Number(current.costUsd), Number(before.costUsd)];
  return {
    title: `${organizationName}: ${period === 'day' ? 'day' : 'week'} of ${when}`,
    tone: 'info',
    lines: [
      current.requests === 0
        ? 'No requests were logged.'
        : `${count(current.requests)} requests for ${usd(cost)}, ${count(current.errors)} of them failed.`,
    ],
    facts: [
      fact('Cost', cost, costBefore, usd(cost)),
      fact('Requests', current.requests, before.requests, count(current.requests)),
      fact('Errors', current.errors, before.errors, count(current.errors)),
      fact('Users', current.users, before.users, count(current.users)),
      fact('Tokens', current.tokens, before.tokens, count(current.tokens)),
      ...top('Model', topModels),
      ...top('User', topUsers),
    ],
    links: [{ label: 'Open requests', url }],
    ...(current.requests > 0 && {
      bars: {
        title: period === 'day' ? 'Cost by hour' : 'Cost by day',
        bars: course.map(({ at, costUsd }) => ({
          label:
            period === 'day'
              ? day(at, { hour: '2-digit', minute: '2-digit' })
              : day(at, { weekday: 'short', day: 'numeric' }),
          text: usd(Number(costUsd)),
          value: Number(costUsd),
        })),
      },
    }),
  };
}

function compare(now: number, then: number, than: string): string {
  if (then === 0) return now === 0 ? `as ${than}` : `none ${than}`;
  const percent = Math.round((100 * (now - then)) / then);
  return percent === 0 ? `as ${than}` : `${percent > 0 ? '+' : '−'}${Math.abs(percent)} % against ${than}`;
}

function count(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** Cents, and of less than a cent two digits that count. */
function usd(value: number): string {
  if (value === 0 || value >= 0.01)
    return `$${value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  return `$${value.toLocaleString('en-US', { maximumSignificantDigits: 2, maximumFractionDigits: 12 })}`;
}
