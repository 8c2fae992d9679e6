'use client';
import { useMemo } from 'react';
import type { RequestDetail } from '@heliograph/contracts/request';
import { CopyButton } from '../../../components/copy-button.tsx';
import { formatAbsoluteTime } from '../../../components/format-time.ts';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../../../components/tabs.tsx';
import { BodyViewer } from '../body/body-viewer.tsx';
import { useConversation } from '../conversation/use-conversation.ts';
import type { FilterEntry } from '../filters/filter-parts.ts';
import { formatFallback } from '../format/format-fallback.ts';
import { formatProvider } from '../format/format-provider.ts';
import { StatusBadge } from '../table/status-badge.tsx';
import { AttemptsTimeline } from './attempts-timeline.tsx';
import { CopyMenu } from '../copy-as/copy-menu.tsx';
import { FeedbackBar } from '../changes/feedback-bar.tsx';
import { useRequestChanges } from '../changes/use-request-changes.ts';
import { responseText } from '../conversation/response-text.ts';
import { LatencyBreakdown } from './latency-breakdown.tsx';
import { RateLimitNotes } from './rate-limit-notes.tsx';
import { CacheNote } from './cache-note.tsx';
import { ConversationView } from '../conversation-view/conversation-view.tsx';
import { CostBreakdown } from './cost-breakdown.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { HeadersView } from './headers-view.tsx';
import { OtherCalls } from './other-calls.tsx';
import { MetricStrip } from './metric-strip.tsx';
import { UsageNotes } from './usage-notes.tsx';
import { RequestTags } from './request-tags.tsx';

interface RequestDetailsProps {
  detail: RequestDetail;
  onFilter: (entry: FilterEntry) => void;
  look: DetailsLook;
  onLook: (look: DetailsLook) => void;
}

/** How the details are looked at: the same from request to request. */
export interface DetailsLook {
  /** The tab; null where nobody chose one. */
  tab: string | null;
  /** Texts as Markdown. */
  rendered: boolean;
}

/** Everything that is known of one request. */
export function RequestDetails({ detail, onFilter, look, onLook }: RequestDetailsProps) {
  const { apiFormat, request, response, attempts } = detail;
  // What is said of the request later makes no other conversation of it.
  const exchange = useMemo(() => ({ apiFormat, request, response }), [apiFormat, request, response]);
  const conversation = useConversation(exchange);
  const answer = useMemo(
    () => (conversation === null || conversation === 'reading' ? '' : responseText(conversation)),
    [conversation],
  );
  const changes = useRequestChanges(detail);
  const assembled = useMemo(
    () => (response.message === null ? null : JSON.stringify(response.message)),
    [response.message],
  );
  // With one attempt the tab would only repeat the numbers above.
  const showAttempts = attempts.length > 1 || attempts.some(({ error }) => error !== null);
  const tabs = [
    'conversation',
    'request',
    'response',
    'headers',
    'costs',
    ...(showAttempts ? ['attempts'] : []),
  ];
  const first = conversation === null ? 'request' : 'conversation';
  const tab = look.tab !== null && tabs.includes(look.tab) ? look.tab : first;
  const setTab = (chosen: string): void => onLook({ ...look, tab: chosen });
  return (
    <article className="mx-auto w-full max-w-260 pb-8">
      <header className="flex items-start gap-3 px-4 pt-4">
        <div className="grid min-w-0 grow grid-cols-1 gap-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <h2 className="min-w-0 text-lg font-semibold tracking-tight wrap-anywhere">
              {detail.model ?? detail.path}
            </h2>
            <StatusBadge request={detail} />
            {detail.stream && <span className="text-xs text-muted">streamed</span>}
            {detail.attemptCount > 1 && (
              <span className="text-xs text-muted">{detail.attemptCount} attempts</span>
            )}
            {detail.fallbackIndex !== null && (
              <span className="text-xs text-muted">
                answered by the {formatFallback(detail.fallbackIndex)}
              </span>
            )}
          </div>
          <p className="text-muted">
            {detail.name !== null && <span className="font-medium text-ink">{detail.name} · </span>}
            {formatProvider(detail.provider)} ·{' '}
            <time dateTime={detail.createdAt}>
              {formatAbsoluteTime(Date.parse(detail.createdAt), { milliseconds: true })}
            </time>
          </p>
          <p className="flex items-center gap-1 font-mono text-xs text-muted">
            <span className="truncate">{detail.id}</span>
            <CopyButton text={detail.id} label="Copy request id" iconOnly />
          </p>
        </div>
        <CopyMenu detail={detail} answer={answer} />
      </header>
      <ErrorSummary detail={detail} />
      <OtherCalls detail={detail} />
      <MetricStrip detail={detail} />
      <UsageNotes flags={detail.usageFlags} />
      <CacheNote detail={detail} />
      <RequestTags detail={detail} changes={changes} onFilter={onFilter} />
      <FeedbackBar detail={detail} changes={changes} />
      <Tabs value={tab} onValueChange={setTab} className="mt-4">
        <TabsList aria-label="Parts of the request" className="px-4">
          <TabsTrigger value="conversation">Conversation</TabsTrigger>
          <TabsTrigger value="request">Request</TabsTrigger>
          <TabsTrigger value="response">Response</TabsTrigger>
          <TabsTrigger value="headers">Headers</TabsTrigger>
          <TabsTrigger value="costs">Timing and cost</TabsTrigger>
          {showAttempts && <TabsTrigger value="attempts">Attempts</TabsTrigger>}
        </TabsList>
        <div className="px-4">
          <TabsContent value="conversation">
            <ConversationView
              detail={detail}
              conversation={conversation}
              rendered={look.rendered}
              onRender={(rendered) => onLook({ ...look, rendered })}
            />
          </TabsContent>
          <TabsContent value="request">
            <BodyViewer name="Request body" body={request} />
          </TabsContent>
          <TabsContent value="response" className="grid grid-cols-1 gap-4">
            {assembled !== null && (
              <BodyViewer
                name="Assembled message"
                body={{ ...response, text: assembled, truncated: false }}
              />
            )}
            <BodyViewer name={detail.stream ? 'Stream as received' : 'Response body'} body={response} />
          </TabsContent>
          <TabsContent value="headers" className="grid grid-cols-1 gap-4">
            <HeadersView title="Request headers" headers={request.headers} />
            <HeadersView title="Response headers" headers={response.headers} />
          </TabsContent>
          <TabsContent value="costs" className="grid grid-cols-1 gap-4">
            <LatencyBreakdown detail={detail} />
            <CostBreakdown detail={detail} />
            <RateLimitNotes detail={detail} />
          </TabsContent>
          {showAttempts && (
            <TabsContent value="attempts">
              <AttemptsTimeline attempts={attempts} />
            </TabsContent>
          )}
        </div>
      </Tabs>
    </article>
  );
}
