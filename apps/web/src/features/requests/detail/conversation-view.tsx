'use client';
import type { RequestDetail } from '@heliograph/contracts/request';
import { cn } from '../../../components/cn.ts';
import type { ConversationItem } from '../conversation/conversation.ts';
import type { Conversation } from '../conversation/read-conversation.ts';
import { ConversationPartView } from './conversation-part-view.tsx';

const roleNames: Record<string, string> = {
  system: 'System',
  developer: 'Developer',
  user: 'User',
  assistant: 'Assistant',
  tool: 'Tool',
};

interface ConversationViewProps {
  detail: RequestDetail;
  /** Null where the bodies aren't a conversation. */
  conversation: Conversation | null;
}

/** The exchange as a conversation. All of it is text, nothing in it becomes markup. */
export function ConversationView({ detail, conversation }: ConversationViewProps) {
  if (conversation === null) return <p className="text-muted">{whyNot(detail)}</p>;
  const { request, response } = conversation;
  return (
    <ol aria-label="Messages" className="grid grid-cols-1 gap-4">
      {request.length === 0 && <li className="text-muted">{missing('request', detail.request)}</li>}
      {request.map((item, index) => (
        <Message key={index} item={item} />
      ))}
      {response.map((item, index) => (
        <Message key={`answer ${index}`} item={item} answer />
      ))}
      {response.length === 0 && <li className="text-muted">{missing('answer', detail.response)}</li>}
    </ol>
  );
}

function Message({ item, answer = false }: { item: ConversationItem; answer?: boolean }) {
  return (
    <li
      // Of a conversation of thousands of messages only those in sight are laid out.
      className={cn(
        'border-l-2 pl-3 [contain-intrinsic-block-size:auto_5rem] [content-visibility:auto]',
        answer ? 'border-accent' : 'border-line',
      )}
    >
      <h3 className="mb-1 text-xs font-medium text-muted">
        {roleNames[item.role] ?? item.role}
        {answer && <span className="font-normal text-faint"> · answer</span>}
      </h3>
      <div className="grid grid-cols-1 gap-2">
        {item.parts.map((part, index) => (
          <ConversationPartView key={index} part={part} />
        ))}
      </div>
    </li>
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
