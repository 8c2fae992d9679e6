import { getRequest } from '@heliograph/clickhouse/get-request';
import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import type { RequestNotification } from '@heliograph/contracts/notification';
import type { RequestDetail } from '@heliograph/contracts/request';
import { type RequestWebhookData, WEBHOOK_BODY_BYTES } from '@heliograph/contracts/request-webhooks';

/** What a webhook is told of a request, as it stands now; null where it is gone. Throws the client's error where ClickHouse is away. */
export async function readRequestData(
  clickHouse: ClickHouseClient,
  organizationId: string,
  notification: RequestNotification,
): Promise<RequestWebhookData | null> {
  const found = await getRequest(clickHouse, { organizationId, id: notification.requestId });
  return found === null ? null : toData(found, notification);
}

function toData(found: RequestDetail, notification: RequestNotification): RequestWebhookData {
  const { webhookId, webhookName, requestUrl, withBodies } = notification;
  const { usage } = found;
  return {
    kind: 'request',
    webhook: { id: webhookId, name: webhookName },
    url: requestUrl,
    request: {
      ...{ id: found.id, createdAt: found.createdAt, provider: found.provider },
      ...{ model: found.model ?? found.requestModel, path: found.path, status: found.status },
      ...{ outcome: found.outcome, errorCode: found.errorCode, latencyMs: found.latencyMs },
      ...{ timeToFirstTokenMs: found.timeToFirstTokenMs, costUsd: found.costUsd },
      ...{ inputTokens: usage?.inputTokens ?? 0, outputTokens: usage?.outputTokens ?? 0 },
      totalTokens: usage?.totalTokens ?? 0,
      ...{ userId: found.userId, sessionId: found.sessionId, properties: found.properties },
      cacheHit: found.cacheHit,
    },
    ...(withBodies && { bodies: toBodies(found) }),
  };
}

function toBodies({ request, response }: RequestDetail): NonNullable<RequestWebhookData['bodies']> {
  const [asked, answered] = [short(request.text), short(response.text)];
  return {
    request: asked,
    response: answered,
    truncated:
      (asked === null && request.text !== null) ||
      (answered === null && response.text !== null) ||
      request.truncated ||
      response.truncated,
  };
}

function short(text: string | null): string | null {
  return text !== null && Buffer.byteLength(text) <= WEBHOOK_BODY_BYTES ? text : null;
}
