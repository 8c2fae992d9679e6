'use client';
import { Image as ImageIcon, Paperclip, Volume2 } from 'lucide-react';
import { useState } from 'react';
import type { MediaPart } from '../conversation/conversation.ts';
import { RemoteMedia } from './remote-link.tsx';

const icons = { image: ImageIcon, audio: Volume2, file: Paperclip } as const;

/** An image, sound or file: shown or played where the body carries it, never loaded from elsewhere. */
export function MediaView({ part: { kind, description, src } }: { part: MediaPart }) {
  const [broken, setBroken] = useState(false);
  if (src !== null && !src.startsWith('data:')) {
    return (
      <p>
        <RemoteMedia src={src} kind={kind} description={description} />
      </p>
    );
  }
  const Icon = icons[kind];
  const shown = src !== null && !broken ? src : null;
  return (
    <figure className="grid justify-items-start gap-1.5">
      {shown !== null && kind === 'image' && (
        <img
          src={shown}
          alt={`In the message: ${description}`}
          loading="lazy"
          decoding="async"
          onError={() => setBroken(true)}
          className="max-h-96 max-w-full rounded-lg border border-line bg-sunken object-contain"
        />
      )}
      {shown !== null && kind === 'audio' && (
        <audio
          src={shown}
          controls
          preload="metadata"
          aria-label={`In the message: ${description}`}
          onError={() => setBroken(true)}
          className="h-10 w-full max-w-96"
        />
      )}
      <figcaption className="flex items-center gap-1.5 text-xs text-muted">
        <Icon aria-hidden className="size-3.5 shrink-0" />
        <span className="min-w-0 wrap-anywhere">
          {kind}: {description}
          {broken && ' (this browser can’t show it)'}
        </span>
      </figcaption>
    </figure>
  );
}
