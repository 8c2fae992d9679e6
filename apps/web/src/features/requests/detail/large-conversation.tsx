'use client';
import { Button } from '../../../components/button.tsx';
import { formatBytes } from '../format/format-count.ts';

/** In the place of a conversation whose bodies are large, until somebody asks for it. */
export function LargeConversation({ size, onRead }: { size: number; onRead: () => void }) {
  return (
    <div className="grid justify-items-center gap-3 rounded-lg border border-line px-3 py-6 text-center text-muted">
      <p>This exchange holds {formatBytes(size)}. To show it as a conversation may take a moment.</p>
      <Button size="sm" onClick={onRead}>
        Show conversation
      </Button>
    </div>
  );
}
