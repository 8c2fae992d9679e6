import { SearchX } from 'lucide-react';
import { Button } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';

/** In the place of a list whose filter can't be read. */
export function UnreadableFilter({ fault, onClear }: { fault: string; onClear: () => void }) {
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title="This filter can't be read"
      description={`${fault}. Mend it above, or clear it.`}
      action={<Button onClick={onClear}>Clear filters</Button>}
    />
  );
}
