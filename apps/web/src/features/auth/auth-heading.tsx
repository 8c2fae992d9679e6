import Link from 'next/link';

interface AuthHeadingProps {
  title: string;
  question: string;
  /** To the other of the two forms. */
  link: { href: string; label: string };
}

export function AuthHeading({ title, question, link }: AuthHeadingProps) {
  return (
    <div className="mb-6">
      <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
      <p className="mt-1 text-muted">
        {question}{' '}
        <Link
          href={link.href}
          className="rounded-sm font-medium text-ink underline decoration-line-strong underline-offset-3 hover:decoration-ink"
        >
          {link.label}
        </Link>
      </p>
    </div>
  );
}
