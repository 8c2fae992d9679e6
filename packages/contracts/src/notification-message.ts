import type { AlertNotification, BudgetNotification, Notification } from './notification.ts';
import { reportMessage } from './report-message.ts';

/** How a message looks: good is green. */
export type Tone = 'critical' | 'warning' | 'info' | 'good';

/** A notification as people read it, before a channel gives it a shape. Plain text throughout. */
export interface Message {
  title: string;
  tone: Tone;
  lines: string[];
  facts: { label: string; value: string }[];
  /** The first one is where to begin. */
  links: { label: string; url: string }[];
  /** Something over time, for channels that can draw it. */
  bars?: { title: string; bars: { label: string; text: string; value: number }[] };
}

/** What is said of a notification in every channel. */
export function toMessage(notification: Notification): Message {
  switch (notification.kind) {
    case 'alert':
      return alertMessage(notification);
    case 'budget':
      return budgetMessage(notification);
    case 'report':
      return reportMessage(notification);
    case 'request':
      return {
        title: `A request for ${notification.webhookName}`,
        tone: 'info',
        lines: [],
        facts: [{ label: 'Request', value: notification.requestId }],
        links: [{ label: 'Open request', url: notification.requestUrl }],
      };
    case 'test':
      return {
        title: 'Heliograph can reach this channel',
        tone: 'info',
        lines: [
          `This is a test of the channel ${notification.channelName}${notification.sentBy === null ? '' : `, sent by ${notification.sentBy}`}.`,
        ],
        facts: [],
        links: [{ label: 'Open channels', url: notification.settingsUrl }],
      };
  }
}

const eventWords = {
  fired: 'Firing',
  renotified: 'Still firing',
  resolved: 'Resolved',
  no_data: 'No data',
  error: 'Could not be evaluated',
} as const;

function alertMessage(alert: AlertNotification): Message {
  const { event, severity, value, threshold, endedAt } = alert;
  return {
    title: `${eventWords[event]}: ${alert.title}`,
    tone: event === 'resolved' ? 'good' : severity,
    lines: alert.summary,
    facts: [
      { label: 'Rule', value: alert.ruleName },
      ...Object.entries(alert.group).map(([label, each]) => ({ label, value: each })),
      ...(value === null ? [] : [{ label: alert.metric, value }]),
      ...(threshold === null ? [] : [{ label: 'Threshold', value: threshold }]),
      { label: 'Window', value: alert.window },
      { label: 'Severity', value: severity },
      { label: 'Since', value: readableTime(alert.startedAt) },
      ...(endedAt === null || endedAt === undefined
        ? []
        : [{ label: 'Until', value: readableTime(endedAt) }]),
    ],
    links: [
      { label: 'Open requests', url: alert.explorerUrl },
      { label: 'Open alert', url: alert.alertUrl },
    ],
  };
}

function budgetMessage(budget: BudgetNotification): Message {
  const { apiKeyName, threshold, month, keysUrl } = budget;
  const isSpent = threshold === 100;
  return {
    title: `The key ${apiKeyName} has used ${isSpent ? 'all' : `${threshold} %`} of its monthly budget`,
    tone: isSpent ? 'critical' : 'warning',
    lines: [
      isSpent
        ? 'Requests with it are answered with 429 budget_exceeded until the month ends or the budget is raised.'
        : 'Once it is used up, requests with it are answered with 429 budget_exceeded.',
    ],
    facts: [
      { label: 'Spent', value: `$${budget.spentUsd} (${budget.usedPercent} %)` },
      { label: 'Budget', value: `$${budget.budgetUsd}` },
      { label: 'Month', value: `${month} (UTC)` },
    ],
    links: [{ label: 'Open API keys', url: keysUrl }],
  };
}

/** `2026-11-21 10:15 UTC` of an ISO time: readers are in any zone. */
function readableTime(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
