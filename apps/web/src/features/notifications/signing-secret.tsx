'use client';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogContent, DialogFooter } from '../../components/dialog.tsx';
import { SecretReveal } from '../../components/secret-reveal.tsx';

/** A signing secret that was made, shown this once. */
export function SigningSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="The signing secret"
        description="Give it to the receiver, which checks Heliograph-Signature with it."
        className="sm:max-w-140"
      >
        <SecretReveal
          label="Signing secret"
          hint="Copy it now and keep it safe. It won’t be shown again."
          secret={secret}
          copyLabel="Copy secret"
        />
        <DialogFooter>
          <Button onClick={onClose}>Done</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
