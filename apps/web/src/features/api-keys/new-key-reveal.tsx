'use client';
import { CopyButton } from '../../components/copy-button.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';

/** The key just made, shown this once, with a button that copies it. */
export function NewKeyReveal({ apiKey, onCopied }: { apiKey: string; onCopied?: () => void }) {
  return (
    <Field
      label="API key"
      hint="Copy it now and keep it safe. It won’t be shown again: only a fingerprint of it is stored."
    >
      {(control) => (
        <div className="flex gap-2">
          <Input
            {...control}
            readOnly
            // Else it would be on the button that closes, and the key be gone with the next press of Enter.
            autoFocus
            value={apiKey}
            spellCheck={false}
            onCopy={onCopied}
            onFocus={(event) => event.currentTarget.select()}
            className="font-mono text-xs"
          />
          <CopyButton text={apiKey} label="Copy key" variant="primary" onCopied={onCopied} />
        </div>
      )}
    </Field>
  );
}
