'use client';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { CodeBlock } from '../../components/code-block.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import type { RequestFilterState } from '../requests/filters/use-request-filters.ts';

interface NextStepProps {
  icon: LucideIcon;
  title: string;
  description: ReactNode;
  /** Headers to send, a line each. */
  headers: string;
  filters: Pick<RequestFilterState, 'range' | 'setRange'>;
}

/** In the place of an empty list: the headers that would fill it. */
export function NextStep({ icon: Icon, title, description, headers, filters }: NextStepProps) {
  return (
    <div className="relative min-h-0 grow overflow-y-auto border-t border-line">
      <EmptyState
        icon={<Icon aria-hidden />}
        title={title}
        description={
          <>
            <p>{description}</p>
            <div className="mt-4 text-left">
              <CodeBlock title="Headers of a request" code={headers} copyLabel="Copy headers" />
            </div>
          </>
        }
        action={
          filters.range !== '30d' && (
            <Button onClick={() => filters.setRange('30d')}>Show last 30 days</Button>
          )
        }
      />
    </div>
  );
}
