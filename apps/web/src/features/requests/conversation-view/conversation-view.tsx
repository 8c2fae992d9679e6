'use client';
import type { RequestDetail } from '@heliograph/contracts/request';
import { useEffect, useRef } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Segments } from '../../../components/segments.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import type { Conversation } from '../conversation/read-conversation.ts';
import { responseText } from '../conversation/response-text.ts';
import { FindField } from '../body/find-field.tsx';
import { FindWordsContext } from './find-words.ts';
import { MessageList } from './message-list.tsx';
import { useFindInConversation } from './use-find-in-conversation.ts';

interface ConversationViewProps {
  detail: RequestDetail;
  /** Null where the bodies aren't a conversation; `reading` while large ones are read. */
  conversation: Conversation | null | 'reading';
  rendered: boolean;
  onRender: (rendered: boolean) => void;
}

const ways = [
  { value: 'rendered', label: 'Rendered' },
  { value: 'raw', label: 'Raw' },
] as const;

/** The exchange as a conversation. Whatever its texts hold, none of it becomes markup of this page. */
export function ConversationView({ detail, conversation, rendered, onRender }: ConversationViewProps) {
  if (conversation === 'reading') {
    return (
      <div role="status" className="grid gap-3">
        <span className="text-xs text-muted">Reading a large conversation …</span>
        <Skeleton className="h-16" />
        <Skeleton className="h-40" />
      </div>
    );
  }
  if (conversation === null) return <p className="text-muted">{whyNot(detail)}</p>;
  return (
    <ShownConversation detail={detail} conversation={conversation} rendered={rendered} onRender={onRender} />
  );
}

interface ShownConversationProps extends Omit<ConversationViewProps, 'conversation'> {
  conversation: Conversation;
}

function ShownConversation({ detail, conversation, rendered, onRender }: ShownConversationProps) {
  const { request, response } = conversation;
  const answer = responseText(conversation);
  const fieldRef = useRef<HTMLInputElement>(null);
  const listRef = useRef<HTMLOListElement>(null);
  const find = useFindInConversation(listRef);
  useEffect(() => {
    // Wherever in the drawer the focus is; the browser's own search finds only what is unfolded.
    const around: HTMLElement = fieldRef.current?.closest<HTMLElement>('[role="dialog"]') ?? document.body;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== 'f') return;
      event.preventDefault();
      fieldRef.current?.select();
    };
    around.addEventListener('keydown', onKeyDown);
    return () => around.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <div className="-mt-1.5 grid grid-cols-1 gap-2">
      {/* Stays while matches are walked through. */}
      <div className="sticky top-0 z-10 -mx-4 flex flex-wrap items-center gap-2 bg-surface px-4 py-1.5">
        <Segments
          label="Show texts"
          value={rendered ? 'rendered' : 'raw'}
          options={ways}
          onChange={(way) => onRender(way === 'rendered')}
        />
        <FindField ref={fieldRef} find={find} label="Find in the conversation" />
        {answer !== '' && <CopyButton text={answer} label="Copy answer" size="sm" variant="ghost" />}
      </div>
      <ol ref={listRef} aria-label="Messages" className="grid grid-cols-1 gap-4">
        {request.length === 0 && <li className="text-muted">{missing('request', detail.request)}</li>}
        <FindWordsContext value={find.settled}>
          <MessageList request={request} response={response} rendered={rendered} />
        </FindWordsContext>
        {response.length === 0 && <li className="text-muted">{missing('answer', detail.response)}</li>}
      </ol>
    </div>
  );
}

function missing(side: string, body: { omitted: boolean; truncated: boolean; bytes: number }): string {
  if (body.omitted) return `The ${side} was not kept, as the caller asked.`;
  if (body.truncated)
    return `The ${side} was cut at the capture limit and can't be read as messages; see its tab.`;
  return body.bytes === 0 ? `The ${side} has no body.` : `The ${side} holds no messages; see its tab.`;
}

function whyNot({ request, response }: RequestDetail): string {
  if (request.omitted && response.omitted) return 'Neither body was kept, as the caller asked.';
  return 'These bodies are not a conversation of a known format. See the tabs Request and Response.';
}
