import { Button } from '../../../components/button.tsx';

/** Above a chart of earlier answers, where newer ones couldn't be had. */
export function StaleNotice({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <p role="alert" className="mb-2 flex shrink-0 items-center gap-2 text-xs text-danger">
      <span className="grow truncate" title={message}>
        Not up to date. {message}
      </span>
      <Button size="sm" onClick={onRetry}>
        Try again
      </Button>
    </p>
  );
}
