'use client';
import { BellRing } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Button } from '../../components/button.tsx';
import { useFiring } from './use-alerts.ts';

/** Says on every page but that of alerts that something fires, until somebody looks after it. */
export function FiringBanner() {
  const { data } = useFiring();
  const pathname = usePathname();
  const open = data?.items.filter(({ acknowledgedAt }) => acknowledgedAt === null) ?? [];
  const [first, ...others] = open;
  if (first === undefined || pathname.startsWith('/alerts')) return null;
  return (
    <div
      role="status"
      className="flex shrink-0 items-center gap-3 border-b border-line bg-danger-soft px-4 py-1.5 text-danger md:px-5"
    >
      <BellRing aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 grow truncate">
        <span className="font-medium">{first.ruleName}</span> fires
        {others.length > 0 && ` and ${others.length} more`}
      </span>
      <Button asChild size="sm">
        <Link href={`/alerts${others.length === 0 ? `?rule=${first.ruleId}` : ''}`}>Look at it</Link>
      </Button>
    </div>
  );
}
