import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../../components/cn.ts';
import { hostOf } from './safe-url.ts';

/** A link out of a text from anywhere: a tab of its own that learns nothing of this page. */
export function OutsideLink({
  href,
  className,
  children,
}: {
  href: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <a
      href={href}
      title={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      referrerPolicy="no-referrer"
      className={cn('text-accent-ink underline underline-offset-2', className)}
    >
      {children}
    </a>
  );
}

/** In the place of what lies on another server: loading it would tell that server who reads this, and when. */
export function RemoteMedia({ src, kind, description }: { src: string; kind: string; description: string }) {
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-2 rounded-md border border-line bg-sunken px-2 py-1 text-xs">
      <OutsideLink href={src} className="inline-flex items-center gap-1">
        Load {kind} from {hostOf(src) ?? 'its server'}
        <ExternalLink aria-hidden className="size-3" />
      </OutsideLink>
      {description !== src && <span className="text-muted wrap-anywhere">{description}</span>}
    </span>
  );
}
