import { Button } from './button.tsx';
import { DialogClose, DialogFooter } from './dialog.tsx';

/** The end of a form in a dialog: leave it, or save it. */
export function DialogSave({ label, pending }: { label: string; pending: boolean }) {
  return (
    <DialogFooter>
      <DialogClose asChild>
        <Button disabled={pending}>Cancel</Button>
      </DialogClose>
      <Button type="submit" variant="primary" pending={pending}>
        {label}
      </Button>
    </DialogFooter>
  );
}
