'use client';
import { type ViewLayout, viewLayoutSchema } from '@heliograph/contracts/request-view';
import { parseAsString, useQueryState } from 'nuqs';
import { z } from 'zod';
import { parseStored } from '../../../components/parse-stored.ts';
import { useStored } from '../../../components/use-stored.ts';
import { NO_VIEW } from './view-query.ts';

/** Of which view this browser keeps the layout now, and which layout was this person's own before. */
interface Adopted {
  view: string;
  before: ViewLayout | null;
}

export interface AdoptedView {
  /** The view that the address names; null for none. */
  id: string | null;
  adopted: Adopted | null;
  setAdopted: (adopted: Adopted | null) => void;
  /** What the browser keeps belongs to what the address names. */
  isSettled: boolean;
}

/** Under which the browser keeps it. */
export const ADOPTED_KEY = 'heliograph.requests-view';
const parseAdopted = parseStored<Adopted>(
  z.object({ view: z.string(), before: viewLayoutSchema.nullable() }),
);

/** Which view the address names, and whether its layout has been taken over. */
export function useAdoptedView(): AdoptedView {
  const [named] = useQueryState('view', parseAsString);
  const [adopted, setAdopted] = useStored(ADOPTED_KEY, parseAdopted, JSON.stringify, {
    told: true,
  });
  const id = named === NO_VIEW ? null : named;
  return { id, adopted, setAdopted, isSettled: (adopted?.view ?? null) === id };
}
