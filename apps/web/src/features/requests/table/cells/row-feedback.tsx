import type { Feedback } from '@heliograph/contracts/request';
import { MessageSquare, ThumbsDown, ThumbsUp } from 'lucide-react';
import { cn } from '../../../../components/cn.ts';
import { None } from './none.tsx';

/** What was said of the answer: a thumb, and a mark where there is a comment. */
export function RowFeedback({ feedback }: { feedback: Feedback | null }) {
  if (feedback === null) return <None />;
  const positive = feedback.rating === 'positive';
  const Thumb = positive ? ThumbsUp : ThumbsDown;
  return (
    <span
      title={feedback.comment ?? undefined}
      className={cn('inline-flex items-center gap-1.5', positive ? 'text-success' : 'text-danger')}
    >
      <Thumb aria-hidden className="size-3.5" />
      <span className="sr-only">{positive ? 'Good' : 'Bad'}</span>
      {feedback.comment !== null && (
        <>
          <MessageSquare aria-hidden className="size-3 text-muted" />
          <span className="sr-only">with a comment</span>
        </>
      )}
    </span>
  );
}
