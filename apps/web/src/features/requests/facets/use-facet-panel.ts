'use client';
import type { FilterField } from '@heliograph/contracts/filter';
import { useCallback, useMemo } from 'react';
import { z } from 'zod';
import { parseStored } from '../../../components/parse-stored.ts';
import { useStored } from '../../../components/use-stored.ts';
import { useHydrated } from '../../../components/use-hydrated.ts';
import { useMedia } from '../table/use-media.ts';
import { openAtFirst } from './facet-fields.ts';

const stateSchema = z.object({
  shown: z.boolean().nullable(),
  fields: z.array(z.string()).nullable(),
});

const parseState = parseStored(stateSchema);

export interface FacetPanel {
  shown: boolean;
  /** Nobody chose, and how wide the page is isn't known yet: it is there from 108 rem on. */
  byWidth: boolean;
  setShown: (shown: boolean) => void;
  isOpen: (field: FilterField) => boolean;
  toggle: (field: FilterField) => void;
}

/** Whether the panel is there, and which of its fields are open; this browser remembers it. On wide pages it is there at first. */
export function useFacetPanel(): FacetPanel {
  const [stored, store] = useStored('heliograph.facets', parseState, JSON.stringify, { told: true });
  const isWide = useMedia('(min-width: 108rem)');
  const hydrated = useHydrated();
  const chosen = stored?.shown ?? null;
  const shown = chosen ?? isWide;
  const fields = useMemo<readonly string[]>(() => stored?.fields ?? openAtFirst, [stored]);
  const isOpen = useCallback((field: FilterField) => fields.includes(field), [fields]);
  return {
    shown,
    byWidth: chosen === null && !hydrated,
    setShown: (next) => store({ shown: next, fields: stored?.fields ?? null }),
    isOpen,
    toggle: (field) =>
      store({
        shown: stored?.shown ?? null,
        fields: isOpen(field) ? fields.filter((name) => name !== field) : [...fields, field],
      }),
  };
}
