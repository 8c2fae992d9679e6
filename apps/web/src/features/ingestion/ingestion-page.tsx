'use client';
import { PageHeader } from '../../components/page-header.tsx';
import { DeadLetters } from './dead-letters.tsx';
import { IngestionHealth } from './ingestion-health.tsx';

/** How log records get from the proxies into the store, and those that did not. */
export function IngestionPage() {
  return (
    <div className="mx-auto flex w-full max-w-240 flex-col gap-6 px-4 py-5 md:px-8 md:py-7">
      <PageHeader
        title="Ingestion"
        description="The way of log records from the proxies through the queue into the store. Figures are those of the whole installation; dead letters are your organization’s alone."
      />
      <IngestionHealth />
      <DeadLetters />
    </div>
  );
}
