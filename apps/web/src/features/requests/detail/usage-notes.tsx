import { describeUsageFlag } from '../table/describe-usage-flag.ts';

/** What is to be known of a request's counts; nothing where there is nothing odd about them. */
export function UsageNotes({ flags }: { flags: readonly string[] }) {
  if (flags.length === 0) return null;
  return (
    <ul aria-label="Notes on the counts" className="mx-4 mt-2 grid gap-0.5 text-xs text-muted">
      {flags.map((flag) => (
        <li key={flag}>{describeUsageFlag(flag)}</li>
      ))}
    </ul>
  );
}
