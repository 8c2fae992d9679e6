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
  const conversation = useConversation(detail);
  const { request, response, attempts } = detail;
  const assembled = useMemo(
    () => (response.message === null ? null : JSON.stringify(response.message)),
    [response.message],
  );
  // With one attempt the tab would only repeat the numbers above.
  const showAttempts = attempts.length > 1 || attempts.some(({ error }) => error !== null);
  const tabs = ['conversation', 'request', 'response', 'headers', ...(showAttempts ? ['attempts'] : [])];
  const first = conversation === null ? 'request' : 'conversation';
  const tab = look.tab !== null && tabs.includes(look.tab) ? look.tab : first;
  const setTab = (chosen: string): void => onLook({ ...look, tab: chosen });
  return (
    <article className="pb-8">
      <header className="grid gap-1 px-4 pt-4">
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
            <span className="text-xs text-muted">answered by the {formatFallback(detail.fallbackIndex)}</span>
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
      </header>
      <ErrorSummary detail={detail} />
      <OtherCalls detail={detail} />
      <MetricStrip detail={detail} />
      <UsageNotes flags={detail.usageFlags} />
      <CacheNote detail={detail} />
      <CostBreakdown detail={detail} />
      <RequestTags detail={detail} onFilter={onFilter} />
      <Tabs value={tab} onValueChange={setTab} className="mt-4">
        <TabsList aria-label="Parts of the request" className="px-4">
          <TabsTrigger value="conversation">Conversation</TabsTrigger>
          <TabsTrigger value="request">Request</TabsTrigger>
          <TabsTrigger value="response">Response</TabsTrigger>
          <TabsTrigger value="headers">Headers</TabsTrigger>
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
