'use client';
import { Plus, X } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Dialog, DialogClose, DialogContent, DialogFooter } from '../../../components/dialog.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { Input } from '../../../components/input.tsx';
import { type EntryLine, readEntries } from './read-entries.ts';

interface EntriesDialogProps<Value extends string | number> {
  title: string;
  description: string;
  /** What one of them is called: `property`. */
  noun: string;
  entries: Readonly<Record<string, Value>>;
  read: (text: string) => Value | { message: string };
  ignoreCase: boolean;
  onSave: (changes: Record<string, Value | null>) => void;
  onClose: () => void;
}

/** Names and values that are added, changed and taken away. */
export function EntriesDialog<Value extends string | number>({
  title,
  description,
  noun,
  entries,
  read,
  ignoreCase,
  onSave,
  onClose,
}: EntriesDialogProps<Value>) {
  const [lines, setLines] = useState<EntryLine[]>(() => linesOf(entries));
  const [fault, setFault] = useState<{ key: number; message: string } | null>(null);
  const nextKey = useRef(lines.length);
  const edit = (key: number, part: Partial<EntryLine>): void => {
    setFault(null);
    setLines(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  };
  const add = (): void => {
    setLines([...lines, { key: nextKey.current++, name: '', value: '' }]);
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const result = readEntries(entries, lines, { read, ignoreCase });
    if ('fault' in result) return setFault(result.fault);
    if (Object.keys(result.changes).length > 0) onSave(result.changes);
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={title} description={description}>
        <form noValidate onSubmit={save} className="grid grid-cols-1 gap-2">
          {lines.map(({ key, name, value }, place) => (
            <div key={key} className="grid grid-cols-[2fr_3fr_auto] items-start gap-2">
              <Input
                aria-label={`Name of ${noun} ${place + 1}`}
                aria-invalid={fault?.key === key || undefined}
                aria-describedby={fault?.key === key ? 'entries-fault' : undefined}
                placeholder="Name"
                value={name}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => edit(key, { name: event.target.value })}
              />
              <Input
                aria-label={`Value of ${noun} ${place + 1}`}
                aria-invalid={fault?.key === key || undefined}
                aria-describedby={fault?.key === key ? 'entries-fault' : undefined}
                placeholder="Value"
                value={value}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => edit(key, { value: event.target.value })}
              />
              <IconButton
                size="md"
                label={`Remove ${name || `${noun} ${place + 1}`}`}
                icon={<X aria-hidden />}
                onClick={() => {
                  setFault(null);
                  setLines(lines.filter((line) => line.key !== key));
                }}
              />
            </div>
          ))}
          {fault !== null && (
            <p id="entries-fault" role="alert" className="text-xs text-danger">
              {fault.message}
            </p>
          )}
          <Button size="sm" variant="ghost" className="justify-self-start" onClick={add}>
            <Plus aria-hidden />
            Add {noun}
          </Button>
          <DialogFooter>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary">
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

/** A line for each entry, and where there is none an empty one to begin with. */
function linesOf(entries: Readonly<Record<string, string | number>>): EntryLine[] {
  const lines = Object.entries(entries).map(([name, value], key) => ({ key, name, value: String(value) }));
  return lines.length === 0 ? [{ key: 0, name: '', value: '' }] : lines;
}
