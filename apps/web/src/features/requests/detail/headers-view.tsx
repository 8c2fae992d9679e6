/** Headers as they were, without credentials. */
export function HeadersView({ title, headers }: { title: string; headers: Record<string, string> }) {
  const entries = Object.entries(headers);
  return (
    <section>
      <h3 className="mb-1.5 text-xs font-medium text-muted">{title}</h3>
      {entries.length === 0 ? (
        <p className="text-faint">None were kept.</p>
      ) : (
        <dl className="rounded-lg border border-line font-mono text-xs">
          {entries.map(([name, value]) => (
            <div
              key={name}
              className="grid gap-x-4 border-b border-line px-3 py-1.5 last:border-b-0 sm:grid-cols-[14rem_1fr]"
            >
              <dt className="text-muted wrap-anywhere">{name}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
