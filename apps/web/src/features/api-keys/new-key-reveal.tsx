import { SecretReveal } from '../../components/secret-reveal.tsx';

/** The key just made, shown this once, with a button that copies it. */
export function NewKeyReveal({ apiKey, onCopied }: { apiKey: string; onCopied?: () => void }) {
  return (
    <SecretReveal
      label="API key"
      hint="Copy it now and keep it safe. It won’t be shown again: only a fingerprint of it is stored."
      secret={apiKey}
      copyLabel="Copy key"
      onCopied={onCopied}
    />
  );
}
