import { CopyButton } from './copy-button.tsx';
import { Field } from './field.tsx';
import { Input } from './input.tsx';

interface SecretRevealProps {
  label: string;
  hint: string;
  secret: string;
  copyLabel: string;
  onCopied?: (() => void) | undefined;
}

/** A secret that was just made, shown this once, with a button that copies it. */
export function SecretReveal({ label, hint, secret, copyLabel, onCopied }: SecretRevealProps) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <div className="flex gap-2">
          <Input
            {...control}
            readOnly
            // Else it would be on the button that closes, and the secret be gone with the next press of Enter.
            autoFocus
            value={secret}
            spellCheck={false}
            onCopy={onCopied}
            onFocus={(event) => event.currentTarget.select()}
            className="font-mono text-xs"
          />
          <CopyButton text={secret} label={copyLabel} variant="primary" onCopied={onCopied} />
        </div>
      )}
    </Field>
  );
}
