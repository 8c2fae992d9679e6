'use client';
import { Check } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { cn } from '../../components/cn.ts';
import { Skeleton } from '../../components/skeleton.tsx';
import { CreateKeyForm } from '../api-keys/create-key-form.tsx';
import { NewKeyReveal } from '../api-keys/new-key-reveal.tsx';
import { useMe } from '../shell/use-me.ts';
import { FirstRequest } from './first-request.tsx';
import { SnippetTabs } from './snippet-tabs.tsx';

interface OnboardingProps {
  /** The first request is there, but the page is held. */
  arrived: boolean;
  /** Told true while a key is shown that nobody copied yet: it would be lost with this page. */
  onHold: (hold: boolean) => void;
}

/** In the place of a list that was never filled: the way to the first request. The list takes over by itself. */
export function Onboarding({ arrived, onHold }: OnboardingProps) {
  const me = useMe();
  const [apiKey, setApiKey] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const markCopied = (): void => {
    setCopied(true);
    // Once the request is there, the page goes by the button only.
    if (!arrived) onHold(false);
  };
  return (
    <section aria-label="Get started" className="relative min-h-0 grow overflow-y-auto border-t border-line">
      <div className="mx-auto max-w-176 px-4 pt-8 pb-16 md:px-5">
        <h2 className="text-xl font-semibold tracking-tight">Send your first request</h2>
        <p className="mt-1 max-w-120 text-pretty text-muted">
          Point your SDK at Heliograph, and every call shows up here with its cost in time and tokens. Nothing
          else in your code changes.
        </p>
        <ol className="mt-8">
          <Step number={1} title="Create an API key" done={apiKey !== null}>
            {apiKey === null ? (
              <CreateKeyForm
                defaultName="My first key"
                // Before the key is on its way: the first request of another one could come meanwhile.
                onPendingChange={(pending) => pending && onHold(true)}
                onFailed={() => onHold(false)}
                onCreated={({ key }) => setApiKey(key)}
              />
            ) : (
              <NewKeyReveal apiKey={apiKey} onCopied={markCopied} />
            )}
          </Step>
          <Step number={2} title="Make a call" done={arrived}>
            {me === undefined ? <Skeleton className="h-48" /> : <SnippetTabs me={me} apiKey={apiKey} />}
          </Step>
          <Step number={3} title="See it arrive" done={arrived} last>
            <FirstRequest arrived={arrived} copied={copied} onShow={() => onHold(false)} />
          </Step>
        </ol>
      </div>
    </section>
  );
}

interface StepProps {
  number: number;
  title: string;
  done?: boolean;
  last?: boolean;
  children: ReactNode;
}

function Step({ number, title, done = false, last = false, children }: StepProps) {
  return (
    <li className={cn('relative pl-10', !last && 'pb-8')}>
      {!last && <span aria-hidden className="absolute top-7 bottom-1 left-3 w-px bg-line" />}
      <span
        aria-hidden
        className={cn(
          'absolute top-0 left-0 grid size-6 place-items-center rounded-full border text-xs font-medium tabular-nums',
          done ? 'border-transparent bg-success-soft text-success' : 'border-line bg-raised text-muted',
        )}
      >
        {done ? <Check className="size-3.5" /> : number}
      </span>
      <h3 className="mb-3 text-base leading-6 font-medium">
        {title}
        {done && <span className="sr-only"> (done)</span>}
      </h3>
      {children}
    </li>
  );
}
