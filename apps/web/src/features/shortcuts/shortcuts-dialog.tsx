'use client';
import { useId } from 'react';
import { Dialog, DialogContent } from '../../components/dialog.tsx';
import { ShortcutKeys } from './shortcut-keys.tsx';
import { type Shortcut, shortcutGroups, shortcuts } from './shortcuts.ts';
import { useSingleKeys } from './use-single-keys.ts';

interface ShortcutsDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const entries: readonly Shortcut[] = Object.values(shortcuts);

/** Every shortcut there is, and the switch for those of a single key. */
export function ShortcutsDialog({ open, onOpenChange }: ShortcutsDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Keyboard shortcuts" className="sm:max-w-160">
        <div className="columns-1 gap-8 sm:columns-2">
          {shortcutGroups.map((group) => (
            <Group key={group} title={group} entries={entries.filter((entry) => entry.group === group)} />
          ))}
        </div>
        <SingleKeys />
      </DialogContent>
    </Dialog>
  );
}

function Group({ title, entries }: { title: string; entries: Shortcut[] }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mb-5 break-inside-avoid">
      <h3 id={id} className="mb-1 text-xs font-medium text-muted">
        {title}
      </h3>
      <dl>
        {entries.map(({ label, keys }) => (
          <div key={label} className="flex min-h-8 items-center justify-between gap-4 border-b border-line">
            <dt className="text-ink">{label}</dt>
            <dd className="flex shrink-0 items-center gap-2">
              {keys.map((each) => (
                <ShortcutKeys key={String(each)} keys={each} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function SingleKeys() {
  const [isOn, setIsOn] = useSingleKeys();
  return (
    <label className="mt-4 flex flex-wrap items-center gap-x-2.5 text-ink">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => setIsOn(event.target.checked)}
        className="size-4 accent-(--accent-ink)"
      />
      Shortcuts of single keys
      <span className="text-muted">Turn them off if speech input sets them off.</span>
    </label>
  );
}
