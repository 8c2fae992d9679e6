import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';

interface TrailProps {
  /** The list that it stands in. */
  parent: { label: string; href: string };
  title: string;
  /** Below the title. */
  detail?: ReactNode;
  /** What the button beside the title copies, and its name. */
  copy: { text: string; label: string };
  actions: ReactNode;
}

/** The head of a page on one thing of a list, with the way back. */
export function Trail({ parent, title, detail, copy, actions }: TrailProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <nav aria-label="Breadcrumb" className="flex items-center gap-1 text-xs text-muted">
          <Link href={parent.href} className="rounded-sm hover:text-ink hover:underline">
            {parent.label}
          </Link>
          <ChevronRight aria-hidden className="size-3 text-faint" />
        </nav>
        <div className="flex items-center gap-1">
          <h1 className="truncate text-lg font-semibold tracking-tight text-ink" title={title}>
            {title}
          </h1>
          <CopyButton text={copy.text} label={copy.label} iconOnly size="sm" />
        </div>
        {detail !== undefined && <div className="truncate text-xs text-faint">{detail}</div>}
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-2">{actions}</div>
    </header>
  );
}
