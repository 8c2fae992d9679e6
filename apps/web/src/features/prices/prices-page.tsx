'use client';
import { useQuery } from '@tanstack/react-query';
import { CircleDollarSign, Plus, RefreshCw } from 'lucide-react';
import { parseAsString, useQueryStates } from 'nuqs';
import { type ReactNode, useState } from 'react';
import type { CustomPrice } from '@heliograph/contracts/price-book';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PriceDialog, type PriceDraft } from './price-dialog.tsx';
import { PriceHistory, PricesSkeleton, PricesTable } from './prices-table.tsx';
import { RemovePriceDialog } from './remove-price-dialog.tsx';
import { RepricingDialog, type RepricingDraft } from './repricing-dialog.tsx';
import { Repricings } from './repricings.tsx';
import { UnpricedModels } from './unpriced-models.tsx';

/** The organization's own prices, models without one, and recalculations. */
export function PricesPage() {
  // A link may ask to add a price for a model: ?provider=…&model=….
  const [asked, setAsked] = useQueryStates({ provider: parseAsString, model: parseAsString });
  const [draft, setDraft] = useState<PriceDraft | null>(null);
  const [removing, setRemoving] = useState<CustomPrice | null>(null);
  const [repricing, setRepricing] = useState<RepricingDraft | null>(null);
  const openDraft =
    draft ?? (asked.model === null ? null : { provider: asked.provider ?? '', model: asked.model });
  const closeDraft = (): void => {
    setDraft(null);
    if (asked.model !== null) void setAsked({ provider: null, model: null });
  };
  return (
    <div className="mx-auto flex w-full max-w-240 flex-col gap-7 px-4 py-5 md:px-8 md:py-7">
      <PageHeader
        title="Prices"
        description="Your own prices come before the price table: negotiated ones, deployments, fine-tuned and self-hosted models."
        actions={
          <>
            <Button onClick={() => setRepricing({ provider: '', model: '' })}>
              <RefreshCw aria-hidden />
              Recalculate costs
            </Button>
            <Button variant="primary" onClick={() => setDraft({ provider: '', model: '' })}>
              <Plus aria-hidden />
              Add price
            </Button>
          </>
        }
      />
      <PriceBook onEdit={setDraft} onRemove={setRemoving} />
      <Section title="Models without a price, last 30 days">
        <UnpricedModels onAdd={setDraft} />
      </Section>
      <Section title="Recalculations">
        <Repricings />
      </Section>
      {openDraft !== null && (
        <PriceDialog
          key={openDraft.replaces?.id ?? openDraft.model}
          draft={openDraft}
          onClose={closeDraft}
          onSaved={(target) => {
            closeDraft();
            setRepricing({ provider: target.provider ?? '', model: target.model });
          }}
        />
      )}
      {removing !== null && <RemovePriceDialog price={removing} onClose={() => setRemoving(null)} />}
      {repricing !== null && <RepricingDialog draft={repricing} onClose={() => setRepricing(null)} />}
    </div>
  );
}

function PriceBook({
  onEdit,
  onRemove,
}: {
  onEdit: (draft: PriceDraft) => void;
  onRemove: (price: CustomPrice) => void;
}) {
  const prices = useQuery(api.prices.list.queryOptions());
  if (prices.isPending) return <PricesSkeleton label="Loading the prices" />;
  if (prices.data === undefined) {
    return (
      <ErrorState
        title="The prices could not be loaded"
        message={describeApiError(prices.error).message}
        onRetry={() => void prices.refetch()}
        retrying={prices.isFetching}
        className="rounded-lg border border-line"
      />
    );
  }
  const inForce = prices.data.items.filter(({ removedAt }) => removedAt === null);
  const removed = prices.data.items.filter(({ removedAt }) => removedAt !== null);
  return (
    <div className="grid gap-3">
      {inForce.length === 0 ? (
        <EmptyState
          icon={<CircleDollarSign aria-hidden />}
          title="No prices of your own"
          description="Requests are priced by what the provider reports, else by the price table."
          className="rounded-lg border border-dashed border-line"
        />
      ) : (
        <PricesTable
          prices={inForce}
          onEdit={(price) => onEdit({ replaces: price, provider: price.provider ?? '', model: price.model })}
          onRemove={onRemove}
        />
      )}
      {removed.length > 0 && (
        <details>
          <summary className="cursor-default text-sm text-muted">History ({removed.length})</summary>
          <div className="mt-3">
            <PriceHistory prices={removed} />
          </div>
        </details>
      )}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-3">
      <h2 className="text-base font-semibold tracking-tight">{title}</h2>
      {children}
    </section>
  );
}
