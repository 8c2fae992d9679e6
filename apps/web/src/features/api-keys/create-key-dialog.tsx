'use client';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { CodeBlock } from '../../components/code-block.tsx';
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '../../components/dialog.tsx';
import { buildSnippets } from '../onboarding/snippets.ts';
import { useMe } from '../shell/use-me.ts';
import { CreateKeyForm, type CreatedKey } from './create-key-form.tsx';
import { NewKeyReveal } from './new-key-reveal.tsx';

/** The button "Create key" and what it opens: the form, then the key. */
export function CreateKeyDialog() {
  const [isOpen, setIsOpen] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const [created, setCreated] = useState<CreatedKey | null>(null);

  const changeOpen = (open: boolean): void => {
    if (isPending) return;
    setIsOpen(open);
    if (open) setCreated(null);
  };
  // A press beside the dialog is too easily done when the key would be gone with it.
  const keepOpen = (event: Event): void => {
    if (created !== null) event.preventDefault();
  };

  return (
    <Dialog open={isOpen} onOpenChange={changeOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <Plus aria-hidden />
          Create key
        </Button>
      </DialogTrigger>
      <DialogContent
        title={created === null ? 'Create an API key' : `“${created.name}” is ready`}
        description={
          created === null
            ? 'Applications send it to the proxy with each call. It also reads this organization’s data over the REST API.'
            : undefined
        }
        onInteractOutside={keepOpen}
        onEscapeKeyDown={keepOpen}
        className={created === null ? undefined : 'sm:max-w-140'}
      >
        {created === null ? (
          <CreateKeyForm
            autoFocus
            withLimits
            onCreated={setCreated}
            onPendingChange={setIsPending}
            actions={
              <DialogClose asChild>
                <Button disabled={isPending}>Cancel</Button>
              </DialogClose>
            }
          />
        ) : (
          <>
            <NewKeyReveal apiKey={created.key} />
            <FirstCall apiKey={created.key} />
            <DialogFooter>
              <DialogClose asChild>
                <Button>Done</Button>
              </DialogClose>
            </DialogFooter>
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}

/** One call to try the key with: to the fake provider where it runs, which needs no key of a provider. */
function FirstCall({ apiKey }: { apiKey: string }) {
  const me = useMe();
  if (me === undefined) return null;
  const [curl] = buildSnippets({
    baseUrl: me.demoProviderUrl ?? me.proxyUrl,
    apiKey,
    fakeProvider: me.demoProviderUrl !== null,
  });
  if (curl === undefined) return null;
  return (
    <CodeBlock
      className="mt-5"
      title="Try it in a terminal"
      language="bash"
      code={curl.code}
      copyLabel="Copy command"
      maxHeightClass="max-h-56"
    />
  );
}
