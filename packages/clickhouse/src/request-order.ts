import { z } from 'zod';
import type { RequestOrder } from '@heliograph/contracts/api-schemas';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { SHORTEST_STREAM_MS } from './read-request.ts';
import { inputTokens, outputTokens } from './request-columns.ts';
import { toTimestamp } from './timestamp.ts';

type Direction = 'desc' | 'asc';

/** Where a page ends: the value it is ordered by (null: by time), the time in ms and the id of its last row. */
interface Place {
  value: number | null;
  createdAt: number;
  id: string;
}

/** As read-request.ts counts them. */
export const tokensPerSecond = `if(${outputTokens} > 0 AND latency_ms - time_to_first_token_ms >= ${SHORTEST_STREAM_MS},
  ${outputTokens} / (latency_ms - time_to_first_token_ms) * 1000, NULL)`;

/** The numbers that lists can be ordered by; NULL where there is none. */
const values: Record<Exclude<RequestOrder, 'createdAt'>, string> = {
  latencyMs: 'latency_ms',
  timeToFirstTokenMs: 'time_to_first_token_ms',
  tokensPerSecond,
  costUsd: 'cost_total',
  savedUsd: 'saved',
  inputTokens,
  cachedInputTokens: '(cached_input_tokens + audio_cached_input_tokens + image_cached_input_tokens)',
  outputTokens,
  reasoningTokens: 'reasoning_tokens',
  totalTokens: `(${inputTokens} + ${outputTokens})`,
  attemptCount: 'attempt_count',
  status: 'status',
};

/** An order of requests, in which no two rows are equal and those without a value come last. */
export class RequestsOrder {
  readonly #by: RequestOrder;
  readonly #direction: Direction;
  /** Selected beside the row as `order_value`; null where the order is that of time. */
  readonly value: string | null;

  constructor(by: RequestOrder, direction: Direction) {
    this.#by = by;
    this.#direction = direction;
    const last = direction === 'desc' ? '-inf' : 'inf';
    this.value = by === 'createdAt' ? null : `ifNull(toFloat64(${values[by]}), ${last})`;
  }

  /** The ORDER BY expression. */
  get sql(): string {
    const columns = this.value === null ? ['created_at', 'id'] : ['order_value', 'created_at', 'id'];
    return columns.map((column) => `${column} ${this.#direction.toUpperCase()}`).join(', ');
  }

  /** The condition for what comes behind a cursor, with its parameters. Throws `invalid_request` for another order's. */
  behind(cursor: string): { sql: string; parameters: Record<string, unknown> } {
    const [, , value, createdAt, id] = decodeCursor(cursor, this.#cursorSchema());
    const sign = this.#direction === 'desc' ? '<' : '>';
    const parameters = { lastAt: toTimestamp(createdAt), lastId: id };
    const lastPlace = "{lastAt:DateTime64(3, 'UTC')}, {lastId:UUID}";
    // The bound on the time alone lets the primary key skip what lies before; the pair doesn't.
    if (this.value === null)
      return {
        sql: `created_at ${sign}= {lastAt:DateTime64(3, 'UTC')} AND (created_at, id) ${sign} (${lastPlace})`,
        parameters,
      };
    return {
      sql: `(${this.value}, created_at, id) ${sign} ({lastValue:Float64}, ${lastPlace})`,
      parameters: { ...parameters, lastValue: value ?? (this.#direction === 'desc' ? '-inf' : 'inf') },
    };
  }

  /** The cursor behind a row. */
  cursor({ value, createdAt, id }: Place): string {
    return encodeCursor([this.#by, this.#direction, value, createdAt, id]);
  }

  #cursorSchema() {
    const ordered = [z.literal(this.#by), z.literal(this.#direction)] as const;
    return z.tuple([...ordered, z.number().nullable(), z.number().int(), z.uuid()]);
  }
}
