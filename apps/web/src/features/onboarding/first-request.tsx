'use client';
import { PartyPopper } from 'lucide-react';
import { Button } from '../../components/button.tsx';

interface FirstRequestProps {
  arrived: boolean;
  /** Whether the key on the page was copied. */
  copied: boolean;
  onShow: () => void;
}

/** Whether the first request is there. The list takes over by itself, unless a key is on the page that nobody copied. */
export function FirstRequest({ arrived, copied, onShow }: FirstRequestProps) {
  return (
    <div role="status">
      {arrived ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <p className="flex items-center gap-2 font-medium">
            <PartyPopper aria-hidden className="size-4 shrink-0 text-success" />
            Your first request arrived
          </p>
          <Button variant="primary" size="sm" onClick={onShow}>
            Show requests
          </Button>
          {!copied && <p className="w-full text-muted">Copy your API key first: it is not shown again.</p>}
        </div>
      ) : (
        <p className="flex items-center gap-2.5 text-muted">
          <span aria-hidden className="relative flex size-2">
            <span className="absolute inset-0 animate-ping rounded-full bg-accent opacity-60" />
            <span className="size-2 rounded-full bg-accent" />
          </span>
          Waiting for your first request
        </p>
      )}
    </div>
  );
}
