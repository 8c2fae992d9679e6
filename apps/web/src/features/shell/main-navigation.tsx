'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '../../components/cn.ts';
import { navigation } from './navigation.ts';

/** The links to the pages. `onNavigate` is called when one is followed. */
export function MainNavigation({ onNavigate }: { onNavigate?: () => void }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className="flex flex-col gap-4">
      {navigation.map(({ title, items }) => (
        <div key={title}>
          {title !== null && <p className="px-2 pb-1 text-xs font-medium text-faint">{title}</p>}
          <ul className="flex flex-col gap-0.5">
            {items.map(({ label, href, icon: Icon }) => {
              const isCurrent = pathname === href || pathname.startsWith(`${href}/`);
              return (
                <li key={href}>
                  <Link
                    href={href}
                    // Of pages that are made anew each time nothing can be had in advance.
                    prefetch={false}
                    onClick={onNavigate}
                    aria-current={isCurrent ? 'page' : undefined}
                    className={cn(
                      'relative flex h-8 items-center gap-2.5 rounded-md px-2 font-medium transition-colors pointer-coarse:h-11',
                      isCurrent ? 'bg-active text-ink' : 'text-muted hover:bg-hover hover:text-ink',
                    )}
                  >
                    {isCurrent && (
                      <span
                        aria-hidden
                        className="absolute inset-y-2 -left-1.5 w-0.75 rounded-full bg-accent"
                      />
                    )}
                    <Icon aria-hidden className="size-4 shrink-0" />
                    {label}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}
