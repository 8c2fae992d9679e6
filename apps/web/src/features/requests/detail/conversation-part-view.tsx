'use client';
import { CircleAlert, CornerDownRight, Image as ImageIcon, Paperclip, Volume2, Wrench } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../../components/cn.ts';
import type { ConversationPart } from '../conversation/conversation.ts';
import { LongText } from './long-text.tsx';

const mediaIcons = { image: ImageIcon, audio: Volume2, file: Paperclip } as const;

export function ConversationPartView({ part }: { part: ConversationPart }) {
  switch (part.type) {
    case 'text':
      return <LongText text={part.text} />;
    case 'thinking':
      return part.text === '' ? (
        <p className="text-muted italic">Thought; the provider keeps it secret.</p>
      ) : (
        <Fold title="Thinking">
          <LongText text={part.text} className="text-muted" />
        </Fold>
      );
    case 'refusal':
      return <Notice tone="warning">{part.text || 'The model refused.'}</Notice>;
    case 'error':
      return <Notice tone="danger">{part.text}</Notice>;
    case 'media': {
      const Icon = mediaIcons[part.kind];
      return (
        <p className="flex items-center gap-2 text-muted">
          <Icon aria-hidden className="size-4 shrink-0" />
          <span className="min-w-0 wrap-anywhere">
            {part.kind}: {part.description}
          </span>
        </p>
      );
    }
    case 'tool-call':
      return (
        <Card icon={<Wrench aria-hidden />} title={part.name} id={part.id}>
          <LongText text={part.input} mono />
        </Card>
      );
    case 'tool-result':
      return (
        <Card
          icon={<CornerDownRight aria-hidden />}
          title={part.failed ? 'Tool failed' : 'Result'}
          id={part.id}
          failed={part.failed}
        >
          <LongText text={part.text || '(empty)'} mono />
        </Card>
      );
    case 'other':
      return (
        <Fold title={part.kind}>
          <LongText text={part.json} mono />
        </Fold>
      );
  }
}

interface CardProps {
  icon: ReactNode;
  title: string;
  id: string | null;
  failed?: boolean;
  children: ReactNode;
}

function Card({ icon, title, id, failed = false, children }: CardProps) {
  return (
    <div className="rounded-lg border border-line bg-sunken">
      <p
        className={cn(
          'flex items-center gap-2 border-b border-line px-3 py-1.5 text-xs [&_svg]:size-3.5',
          failed ? 'text-danger' : 'text-muted',
        )}
      >
        {icon}
        <span className={cn('font-mono font-medium', !failed && 'text-ink')}>{title}</span>
        {id !== null && <span className="ml-auto truncate font-mono text-faint">{id}</span>}
      </p>
      <div className="px-3 py-2">{children}</div>
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
