import { type ChosenRange, isRelative } from '@heliograph/contracts/chosen-range';
import Link from 'next/link';
import { Button } from '../../../components/button.tsx';
import { lengthOf } from '../../time-range/time-range.ts';

interface EmptyActionProps {
  filter: string;
  range: ChosenRange;
  setFilter: (filter: string) => void;
  setRange: (range: ChosenRange) => void;
}

/** What to do where a page shows nothing: ask for more, else see whether there is anything at all. */
export function EmptyAction({ filter, range, setFilter, setRange }: EmptyActionProps) {
  if (filter !== '') {
    return (
      <Button size="sm" onClick={() => setFilter('')}>
        Clear filters
      </Button>
    );
  }
  if (!isRelative(range) || lengthOf(range) < lengthOf('30d')) {
    return (
      <Button size="sm" onClick={() => setRange('30d')}>
        Show last 30 days
      </Button>
    );
  }
  return (
    <Link href="/requests" className="text-sm font-medium text-ink underline underline-offset-2">
      Go to the requests
    </Link>
  );
}
