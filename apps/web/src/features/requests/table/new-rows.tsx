import { ArrowUp } from 'lucide-react';
import { Button } from '../../../components/button.tsx';
import { formatCount } from '../format/format-count.ts';

interface NewRowsProps {
  /** Requests that were loaded and are held back. */
  held: number;
  /** Those that were not even loaded, at least so many. */
  ahead: number;
  onShow: () => void;
}

/** Over the list: how many requests came meanwhile. A press shows them. */
export function NewRows({ held, ahead, onShow }: NewRowsProps) {
  return (
    <div role="status" className="absolute inset-x-0 top-10 z-20 flex justify-center max-lg:top-13">
      <Button size="sm" variant="primary" className="rounded-lg shadow-high" onClick={onShow}>
        <ArrowUp aria-hidden />
        {newRequests(held, ahead)}
      </Button>
    </div>
  );
}

function newRequests(held: number, ahead: number): string {
  if (ahead > 0) return `${formatCount(held + ahead)}+ new requests`;
  return held === 1 ? '1 new request' : `${formatCount(held)} new requests`;
}
