'use client';
import { formatForDisplay } from '@tanstack/react-hotkeys';
import { Kbd } from '../../components/kbd.tsx';
import type { Keys } from './shortcuts.ts';

/** Keys as this computer's keyboard has them: ⌘ K or Ctrl K. Only in the browser: the server doesn't know it. */
export function ShortcutKeys({ keys }: { keys: Keys }) {
  const steps = typeof keys === 'string' ? [keys] : keys;
  return (
    <span className="inline-flex items-center gap-1">
      {steps.map((step, index) => (
        <span key={index} className="inline-flex items-center gap-1">
          {index > 0 && <span className="text-xs text-faint">then</span>}
          {formatForDisplay(step, { parts: true }).map((part) => (
            <Kbd key={part}>{part}</Kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
