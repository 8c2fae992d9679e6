'use client';
import { MessageSquare, Plus, ThumbsDown, ThumbsUp } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { RequestDetail } from '@heliograph/contracts/request';
import { Button } from '../../../components/button.tsx';
import { cn } from '../../../components/cn.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { inputStyles } from '../../../components/input.tsx';
import { EntriesDialog } from './entries-dialog.tsx';
import { readScore } from './read-entries.ts';
import type { RequestChanges } from './use-request-changes.ts';

const MOST_COMMENT = 4_096;

/** What people say of the answer: a thumb, a comment, scores. */
export function FeedbackBar({ detail, changes }: { detail: RequestDetail; changes: RequestChanges }) {
  const { feedback, scores } = detail;
  const [commenting, setCommenting] = useState(false);
  const [scoring, setScoring] = useState(false);
  const rate = (rating: 'positive' | 'negative'): void => {
    // Pressed again it is taken back.
    if (feedback?.rating === rating) {
      setCommenting(false);
      changes.takeBackFeedback();
    } else changes.giveFeedback(rating, feedback?.comment ?? null);
  };
  const thumb = (rating: 'positive' | 'negative') => {
    const pressed = feedback?.rating === rating;
    const Icon = rating === 'positive' ? ThumbsUp : ThumbsDown;
    const pressedStyle =
      rating === 'positive'
        ? 'bg-success-soft text-success hover:bg-success-soft hover:text-success'
        : 'bg-danger-soft text-danger hover:bg-danger-soft hover:text-danger';
    return (
      <IconButton
        label={rating === 'positive' ? 'Good answer' : 'Bad answer'}
        icon={<Icon aria-hidden />}
        aria-pressed={pressed}
        className={cn(pressed && pressedStyle)}
        onClick={() => rate(rating)}
      />
    );
  };
  return (
    <section aria-label="Feedback" className="mx-4 mt-3 grid grid-cols-1 gap-2">
      <div className="flex flex-wrap items-center gap-1.5">
        <span className="text-xs text-muted">Feedback</span>
        <span className="flex gap-0.5">
          {thumb('positive')}
          {thumb('negative')}
        </span>
        {feedback !== null && (
          <Button
            size="sm"
            variant="ghost"
            aria-expanded={commenting}
            onClick={() => setCommenting(!commenting)}
          >
            <MessageSquare aria-hidden />
            {feedback.comment === null ? 'Add comment' : 'Edit comment'}
          </Button>
        )}
        <span aria-hidden className="mx-1 h-4 w-px bg-line" />
        <ul aria-label="Scores" className="contents">
          {Object.entries(scores).map(([name, score]) => (
            <li
              key={name}
              className="flex h-6 max-w-60 items-center gap-1.5 rounded-md border border-line px-2 text-xs tabular-nums"
            >
              <span className="truncate text-muted">{name}</span>
              <span className="font-medium">{score}</span>
            </li>
          ))}
        </ul>
        <Button size="sm" variant="ghost" onClick={() => setScoring(true)}>
          {Object.keys(scores).length === 0 && <Plus aria-hidden />}
          {Object.keys(scores).length === 0 ? 'Add score' : 'Edit scores'}
        </Button>
      </div>
      {feedback?.comment && !commenting && (
        <p className="border-l-2 border-line pl-3 wrap-anywhere whitespace-pre-wrap text-muted">
          {feedback.comment}
        </p>
      )}
      {feedback !== null && commenting && (
        <CommentForm
          comment={feedback.comment ?? ''}
          onSave={(comment) => {
            setCommenting(false);
            changes.giveFeedback(feedback.rating, comment === '' ? null : comment);
          }}
          onCancel={() => setCommenting(false)}
        />
      )}
      {scoring && (
        <EntriesDialog
          title="Scores"
          description="Numbers by which answers are compared; true and false are kept as 1 and 0."
          noun="score"
          entries={scores}
          read={readScore}
          ignoreCase={false}
          onSave={changes.setScores}
          onClose={() => setScoring(false)}
        />
      )}
    </section>
  );
}

interface CommentFormProps {
  comment: string;
  onSave: (comment: string) => void;
  onCancel: () => void;
}

function CommentForm({ comment, onSave, onCancel }: CommentFormProps) {
  const [text, setText] = useState(comment);
  const save = (event?: FormEvent): void => {
    event?.preventDefault();
    onSave(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
    else if (event.key === 'Escape') {
      // The comment goes first, the drawer with the next press.
      onCancel();
    }
  };
  return (
    <form onSubmit={save} className="grid grid-cols-1 gap-2">
      <textarea
        autoFocus
        aria-label="Comment"
        data-own-escape
        placeholder="What was good or bad about it?"
        rows={3}
        maxLength={MOST_COMMENT}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className={cn(inputStyles, 'h-auto resize-y py-1.5 pointer-coarse:h-auto')}
      />
      <div className="flex gap-2">
        <Button type="submit" size="sm" variant="primary">
          Save comment
        </Button>
        <Button size="sm" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
