import { type SessionSpan, sessionSpanSchema } from '@heliograph/contracts/session-timeline';

/** When sample spans begin, ms since the epoch, plus the seconds a test says. */
export const spanStart = Date.parse('2026-11-21T12:00:00.000Z');

/** A request of a session, `seconds` after its start, with what a test says of it. */
export function sampleSpan(number: number, seconds: number, part: Partial<SessionSpan> = {}): SessionSpan {
  return sessionSpanSchema.parse({
    id: `019aa2b4-0000-7000-8000-${String(number).padStart(12, '0')}`,
    createdAt: new Date(spanStart + seconds * 1000).toISOString(),
    latencyMs: 1_000,
    timeToFirstTokenMs: null,
    name: null,
    provider: 'openai',
    model: 'gpt-4o-mini-2024-07-18',
    status: 200,
    outcome: 'success',
    errorCode: null,
    cacheHit: false,
    costUsd: '0.001',
    usageSource: 'reported',
    path: null,
    inputTokens: 100,
    outputTokens: 10,
    ...part,
  });
}
