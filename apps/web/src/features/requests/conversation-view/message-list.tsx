'use client';
import { Fragment, type ReactNode, useContext, useId, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../../components/button.tsx';
import { cn } from '../../../components/cn.ts';
import type { ConversationItem } from '../conversation/conversation.ts';
import { matchTools, partKey, type PartKey } from '../conversation/match-tools.ts';
import { formatCount } from '../format/format-count.ts';
import { ConversationPartView } from './conversation-part-view.tsx';
import { FindWordsContext, messagesThatMayHold } from './find-words.ts';

const roleNames: Record<string, string> = {
  system: 'System',
  developer: 'Developer',
  user: 'User',
  assistant: 'Assistant',
  tool: 'Tool',
};

/** Of a long conversation the first messages are shown, the last, and as many more as are asked for at once. */
const FIRST = 10;
const LAST = 30;
const MORE = 100;
/** So many of the messages between are shown because they may hold the words that are looked for. */
const MOST_WANTED = 200;

interface MessageListProps {
  request: ConversationItem[];
  response: ConversationItem[];
  rendered: boolean;
}

/** The messages from the first to the answer. */
export function MessageList({ request, response, rendered }: MessageListProps) {
  const id = useId();
  const items = useMemo(() => [...request, ...response], [request, response]);
  const matches = useMemo(() => matchTools(items), [items]);
  const [shownBefore, setShownBefore] = useState(LAST);
  const from = items.length <= FIRST + shownBefore ? FIRST : items.length - shownBefore;
  const words = useContext(FindWordsContext);
  const between = useMemo(() => items.slice(FIRST, Math.max(FIRST, from)), [items, from]);
  const wanted = useMemo(() => messagesThatMayHold(between, words, MOST_WANTED), [between, words]);
  const hidden = between.length - wanted.length;
  const anchorOf = (key: PartKey): string => `${id}-${key}`;

  const jump = (anchor: string): void => {
    const message = Number(anchor.slice(id.length + 1).split('.')[0]);
    if (message >= FIRST && message < from) flushSync(() => setShownBefore(items.length - message));
    const card = document.getElementById(anchor);
    card?.scrollIntoView({ block: 'center' });
    card?.focus({ preventScroll: true });
  };
  const show = (item: ConversationItem, message: number) => (
    <li
      key={message}
      // Of a conversation of hundreds of messages only those in sight are laid out.
      className={cn(
        'border-l-2 pl-3 [contain-intrinsic-block-size:auto_5rem] [content-visibility:auto]',
        message >= request.length ? 'border-accent' : 'border-line',
      )}
    >
      <h3 className="mb-1 text-xs font-medium text-muted">
        {roleNames[item.role] ?? item.role}
        {message >= request.length && <span className="font-normal text-faint"> · answer</span>}
      </h3>
      <div className="grid grid-cols-1 gap-2">
        {item.parts.map((part, place) => {
          const key = partKey(message, place);
          const match = matches.get(key);
          return (
            <ConversationPartView
              key={place}
              part={part}
              rendered={rendered}
              anchor={anchorOf(key)}
              match={match === undefined ? null : { ...match, anchor: anchorOf(match.other) }}
              onJump={jump}
            />
          );
        })}
      </div>
    </li>
  );
  return (
    <>
      {items.slice(0, FIRST).map(show)}
      {wanted.map((place, index) => (
        <Fragment key={place}>
          {place > (wanted[index - 1] ?? -1) + 1 && <Between>…</Between>}
          {between[place] !== undefined && show(between[place], FIRST + place)}
        </Fragment>
      ))}
      {hidden > 0 && (
        <Between>
          <Button size="sm" onClick={() => setShownBefore(shownBefore + MORE)}>
            {hidden > MORE
              ? `Show ${MORE} of ${formatCount(hidden)} messages between`
              : `Show the ${formatCount(hidden)} messages between`}
          </Button>
          {wanted.length === MOST_WANTED && <span>More of them may hold these words</span>}
        </Between>
      )}
      {items.slice(from).map((item, place) => show(item, from + place))}
    </>
  );
}

/** Stands for messages that aren't shown. */
function Between({ children }: { children: ReactNode }) {
  return (
    <li className="flex items-center gap-3 text-xs text-muted before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
      {children}
    </li>
  );
}
