'use client';
import { Download } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogTrigger } from '../../components/dialog.tsx';

const ExportDialog = dynamic(() => import('./export-dialog.tsx').then((module) => module.ExportDialog));

/** Opens what exports the requests of a range and filter. */
export function ExportButton({ range, filter }: { range: ChosenRange; filter: string }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button aria-label="Export">
          <Download aria-hidden />
          <span className="max-sm:hidden">Export</span>
        </Button>
      </DialogTrigger>
      {open && <ExportDialog range={range} filter={filter} />}
    </Dialog>
  );
}
