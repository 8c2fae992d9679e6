import type { ReactNode } from 'react';

/** In place of a chart without anything to draw: why, and what to do about it. */
export function TileEmpty({ text, action }: { text: string; action: ReactNode }) {
  return (
    <div className="flex min-h-0 grow flex-col items-center justify-center gap-2 overflow-hidden text-center">
      <p className="text-pretty text-muted">{text}</p>
      {action}
    </div>
  );
}
