'use client';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog, DialogContent, DialogFooter } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';

/** A signing secret that was made, shown this once. */
export function SigningSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="The signing secret"
        description="Give it to the receiver, which checks Heliograph-Signature with it."
        className="sm:max-w-140"
      >
        <Field label="Signing secret" hint="Copy it now and keep it safe. It won’t be shown again.">
          {(control) => (
            <div className="flex gap-2">
              <Input
                {...control}
                readOnly
                // Else it would be on the button that closes, and the secret be gone with the next press of Enter.
                autoFocus
                value={secret}
                spellCheck={false}
                onFocus={(event) => event.currentTarget.select()}
                className="font-mono text-xs"
              />
              <CopyButton text={secret} label="Copy secret" variant="primary" />
            </div>
          )}
        </Field>
        <DialogFooter>
          <Button onClick={onClose}>Done</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
