'use client';
import { PanelLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../../components/cn.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { Sheet, SheetContent, SheetTrigger } from '../../../components/sheet.tsx';
import { useMedia } from '../table/use-media.ts';
import type { FacetPanel } from './use-facet-panel.ts';

/** The button that shows the facets: beside the list, on narrow pages over it. */
export function FacetsToggle({ panel, children }: { panel: FacetPanel; children: ReactNode }) {
  const beside = useMedia('(min-width: 64rem)');
  const label = panel.shown && beside ? 'Hide facets' : 'Show facets';
  const button = (
    <IconButton
      label={label}
      icon={<PanelLeft aria-hidden />}
      variant="secondary"
      size="lg"
      {...(beside && {
        'aria-expanded': panel.shown,
        'aria-controls': 'facets',
        onClick: () => panel.setShown(!panel.shown),
      })}
      className={cn('pointer-coarse:h-11', panel.shown && beside && 'bg-active')}
    />
  );
  if (beside) return button;
  return (
    <Sheet>
      <SheetTrigger asChild>{button}</SheetTrigger>
      <SheetContent title="Facets" side="left" className="max-w-80">
        {children}
      </SheetContent>
    </Sheet>
  );
}
