import type { ReadBodies } from '@heliograph/clickhouse/read-bodies';
import type { Request, RequestDetail } from '@heliograph/contracts/request';

/** Bodies of a request, parsed where they are JSON; null where they aren't asked for or not kept. */
export interface ShownBodies {
  request: unknown;
  response: unknown;
}

/** Whole milliseconds, as Helicone counts. */
const whole = (ms: number | null) => (ms === null ? null : Math.round(ms));

/** A request in the shape of Helicone's API. */
export function showRequest(request: Request, bodies: ShownBodies | null) {
  const { usage, feedback } = request;
  const respondedAt = new Date(Date.parse(request.createdAt) + request.latencyMs).toISOString();
  return {
    request_id: request.id,
    request_created_at: request.createdAt,
    request_body: bodies?.request ?? null,
    request_path: request.path,
    request_user_id: request.userId,
    request_properties: request.properties,
    request_model: request.requestModel,
    model_override: null,
    response_id: request.id,
    response_created_at: respondedAt,
    response_body: bodies?.response ?? null,
    response_status: request.status,
    response_model: request.model,
    helicone_user: null,
    provider: request.provider.toUpperCase(),
    delay_ms: whole(request.latencyMs),
    time_to_first_token: whole(request.timeToFirstTokenMs),
    total_tokens: usage.totalTokens,
    prompt_tokens: usage.inputTokens,
    prompt_cache_read_tokens: usage.cachedInputTokens,
    prompt_cache_write_tokens: usage.cacheWriteTokens,
    completion_tokens: usage.outputTokens,
    prompt_audio_tokens: usage.audioInputTokens,
    completion_audio_tokens: usage.audioOutputTokens,
    prompt_id: request.promptId,
    feedback_id: feedback === null ? null : request.id,
    feedback_created_at: feedback?.changedAt ?? null,
    feedback_rating: feedback === null ? null : feedback.rating === 'positive',
    signed_body_url: null,
    llmSchema: null,
    country_code: request.country,
    asset_ids: null,
    asset_urls: null,
    assets: [],
    scores: request.scores,
    costUSD: request.costUsd === null ? null : Number(request.costUsd),
    properties: request.properties,
    target_url: request.path,
    model: request.model ?? request.requestModel ?? '',
    cache_reference_id: null,
    cache_enabled: request.cacheHit,
  };
}

/** The bodies of a request in a list, by the same rule. */
export function showBodyTexts({ request, response, message }: ReadBodies): ShownBodies {
  return { request: parsed(request), response: parsed(message ?? response) };
}

/** The bodies of a request: a stream's as the message that its events make. */
export function showBodies({ request, response }: RequestDetail): ShownBodies {
  return { request: parsed(request.text), response: response.message ?? parsed(response.text) };
}

function parsed(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
