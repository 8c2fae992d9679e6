'use client';
import type { RequestView } from '@heliograph/contracts/request-view';
import type { SavedView } from '@heliograph/contracts/saved-views';
import { Bookmark, BookmarkPlus, ChevronDown, Home, PencilLine, Save, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { describeApiError } from '../../../client/api-error.ts';
import { Button } from '../../../components/button.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../../../components/dropdown-menu.tsx';
import { KeptItems } from '../../keep/kept-items.tsx';
import { RemoveKept } from '../../keep/remove-kept.tsx';
import type { CurrentView } from './use-current-view.ts';
import { useViewChanges } from './use-saved-views.ts';
import { ViewDialog } from './view-dialog.tsx';
import { NO_VIEW } from './view-query.ts';

interface ViewsMenuProps {
  state: CurrentView;
  /** What the list shows now. */
  shown: RequestView;
  /** A filter that can't be read can't be kept. */
  keepable: boolean;
}

type Asked = 'keep' | 'edit' | 'remove' | null;

/** Kept views: to choose from, and what can be done with the current one. */
export function ViewsMenu({ state, shown, keepable }: ViewsMenuProps) {
  const { views, failed, retry, current, changed, choose } = state;
  const [asked, setAsked] = useState<Asked>(null);
  const { update, remove, setDefault } = useViewChanges();
  const close = (): void => setAsked(null);

  const saveChanges = (view: SavedView): void =>
    update.mutate(
      { id: view.id, view: shown },
      {
        onSuccess: (saved) => {
          state.settleOn(saved);
          toast.success(`${view.name} is saved`);
        },
        onError: (error) =>
          toast.error('The view is as it was', { description: describeApiError(error).message }),
      },
    );
  const beginWith = (view: SavedView): void =>
    setDefault.mutate(
      { id: view.isDefault ? null : view.id },
      {
        onSuccess: () =>
          toast.success(
            view.isDefault ? 'You begin with the list as it comes' : `You begin with ${view.name}`,
          ),
        onError: (error) =>
          toast.error('You begin as before', { description: describeApiError(error).message }),
      },
    );

  return (
    <>
      {/* Not modal: the page behind stays there for assistive technology. */}
      <DropdownMenu modal={false}>
        <DropdownMenuTrigger asChild>
          <Button size="lg" className="max-w-64 min-w-0 px-3" aria-label={labelOf(current, changed)}>
            <Bookmark aria-hidden className={current === null ? '' : 'fill-current'} />
            <span className="truncate">{current?.name ?? 'Views'}</span>
            {changed && <span className="text-muted">· changed</span>}
            <ChevronDown aria-hidden className="text-muted" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="w-72">
          <DropdownMenuRadioGroup
            value={current?.id ?? NO_VIEW}
            onValueChange={(id) => choose(views?.find((view) => view.id === id) ?? null)}
          >
            <DropdownMenuRadioItem value={NO_VIEW}>All requests</DropdownMenuRadioItem>
            <KeptItems items={views} />
          </DropdownMenuRadioGroup>
          {failed && (
            <DropdownMenuItem
              tone="danger"
              onSelect={(event) => {
                event.preventDefault();
                retry();
              }}
            >
              The views could not be loaded. Try again
            </DropdownMenuItem>
          )}
          <DropdownMenuSeparator />
          {current !== null && changed && current.mayChange && (
            <DropdownMenuItem disabled={!keepable} onSelect={() => saveChanges(current)}>
              <Save aria-hidden />
              <span className="truncate">Save changes to {current.name}</span>
            </DropdownMenuItem>
          )}
          <DropdownMenuItem disabled={!keepable} onSelect={() => setAsked('keep')}>
            <BookmarkPlus aria-hidden />
            {current === null ? 'Keep this view' : 'Keep as another view'}
          </DropdownMenuItem>
          {current !== null && (
            <DropdownMenuItem onSelect={() => beginWith(current)}>
              <Home aria-hidden />
              {current.isDefault ? 'Don’t begin with this view' : 'Begin with this view'}
            </DropdownMenuItem>
          )}
          {current?.mayChange === true && (
            <>
              <DropdownMenuItem onSelect={() => setAsked('edit')}>
                <PencilLine aria-hidden />
                Name and sharing
              </DropdownMenuItem>
              <DropdownMenuItem tone="danger" onSelect={() => setAsked('remove')}>
                <Trash2 aria-hidden />
                Delete view
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {asked === 'keep' && <ViewDialog view={null} shown={shown} onClose={close} onKept={state.settleOn} />}
      {asked === 'edit' && current !== null && <ViewDialog view={current} shown={shown} onClose={close} />}
      {asked === 'remove' && current !== null && (
        <RemoveKept kept={current} noun="view" remove={remove} onClose={close} onGone={() => choose(null)} />
      )}
    </>
  );
}

function labelOf(current: SavedView | null, changed: boolean): string {
  if (current === null) return 'Views';
  return `Views: ${current.name}${changed ? ', changed' : ''}`;
}
