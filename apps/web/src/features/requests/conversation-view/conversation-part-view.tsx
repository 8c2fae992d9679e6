'use client';
import { ArrowDown, ArrowUp, CircleAlert, CornerDownRight, Wrench } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../../components/cn.ts';
import type { ConversationPart } from '../conversation/conversation.ts';
import type { ToolMatch } from '../conversation/match-tools.ts';
import { MediaView } from './media-view.tsx';
import { MessageText } from './message-text.tsx';

interface ConversationPartViewProps {
  part: ConversationPart;
  rendered: boolean;
  /** Element id of a tool's call or result. */
  anchor: string;
  /** Its counterpart, where it has one. */
  match: (ToolMatch & { anchor: string }) | null;
  onJump: (anchor: string) => void;
}

export function ConversationPartView({ part, rendered, anchor, match, onJump }: ConversationPartViewProps) {
  const jump = match === null ? null : () => onJump(match.anchor);
  switch (part.type) {
    case 'text':
      return <MessageText text={part.text} rendered={rendered} />;
    case 'thinking':
      return part.text === '' ? (
        <p className="text-muted italic">Thought; the provider keeps it secret.</p>
      ) : (
        <Fold title="Thinking">
          <MessageText text={part.text} rendered={rendered} className="text-muted" />
        </Fold>
      );
    case 'refusal':
      return <Notice tone="warning">{part.text || 'The model refused.'}</Notice>;
    case 'error':
      return <Notice tone="danger">{part.text}</Notice>;
    case 'media':
      return <MediaView part={part} />;
    case 'tool-call':
      return (
        <Card
          anchor={anchor}
          icon={<Wrench aria-hidden />}
          title={part.name}
          id={part.id}
          jump={jump === null ? null : { label: 'Result', icon: <ArrowDown aria-hidden />, onPress: jump }}
        >
          <MessageText text={part.input} mono />
        </Card>
      );
    case 'tool-result':
      return (
        <Card
          anchor={anchor}
          icon={<CornerDownRight aria-hidden />}
          title={`${part.failed ? 'Failed' : 'Result'}${match === null ? '' : ` of ${match.name}`}`}
          id={part.id}
          failed={part.failed}
          jump={jump === null ? null : { label: 'Call', icon: <ArrowUp aria-hidden />, onPress: jump }}
        >
          {(part.text !== '' || part.media === undefined) && (
            <MessageText text={part.text || '(empty)'} mono />
          )}
          {part.media?.map((media, index) => (
            <MediaView key={index} part={media} />
          ))}
        </Card>
      );
    case 'other':
      return (
        <Fold title={part.kind}>
          <MessageText text={part.json} mono />
        </Fold>
      );
  }
}

interface CardProps {
  anchor: string;
  icon: ReactNode;
  title: string;
  id: string | null;
  failed?: boolean;
  jump: { label: string; icon: ReactNode; onPress: () => void } | null;
  children: ReactNode;
}

function Card({ anchor, icon, title, id, failed = false, jump, children }: CardProps) {
  return (
    <div id={anchor} tabIndex={-1} className="scroll-my-16 rounded-lg border border-line bg-sunken">
      <p
        className={cn(
          'flex items-center gap-2 border-b border-line px-3 py-1.5 text-xs [&_svg]:size-3.5 [&_svg]:shrink-0',
          failed ? 'text-danger' : 'text-muted',
        )}
      >
        {icon}
        <span className={cn('min-w-0 truncate font-mono font-medium', !failed && 'text-ink')}>{title}</span>
        {id !== null && <span className="ml-auto min-w-0 truncate font-mono text-faint">{id}</span>}
        {jump !== null && (
          <button
            type="button"
            onClick={jump.onPress}
            className={cn(
              'inline-flex shrink-0 items-center gap-0.5 rounded-sm px-1 text-muted hover:bg-hover hover:text-ink pointer-coarse:py-1.5',
              id === null && 'ml-auto',
            )}
          >
            {jump.label}
            {jump.icon}
          </button>
        )}
      </p>
      <div className="grid grid-cols-1 gap-2 px-3 py-2">{children}</div>
    </div>
  );
}

function Fold({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="rounded-lg border border-line px-3 py-1.5">
      <summary className="cursor-pointer text-xs font-medium text-muted">{title}</summary>
      <div className="pt-1.5">{children}</div>
    </details>
  );
}

function Notice({ tone, children }: { tone: 'warning' | 'danger'; children: ReactNode }) {
  return (
    <p
      className={cn(
        'flex gap-2 rounded-lg px-3 py-2',
        tone === 'warning' ? 'bg-warning-soft text-warning' : 'bg-danger-soft text-danger',
      )}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 wrap-anywhere whitespace-pre-wrap">{children}</span>
    </p>
  );
}
