'use client';
import { ChevronDown, Copy, Home, LayoutDashboard, PencilLine, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Tile } from '@heliograph/contracts/dashboard-tile';
import type { Dashboard } from '@heliograph/contracts/dashboards';
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
import { BeginMark, KeptItems } from '../../keep/kept-items.tsx';
import { RemoveKept } from '../../keep/remove-kept.tsx';
import { BoardDialog } from './board-dialog.tsx';
import { OVERVIEW } from './board-url.ts';
import { useBoardChanges, useBoards } from './use-boards.ts';

interface BoardMenuProps {
  board: Dashboard | null;
  name: string;
  tiles: readonly Tile[] | null;
  onChoose: (id: string | null) => void;
}

type Asked = 'new' | 'copy' | 'edit' | 'remove' | null;

/** Dashboards: to choose from, and what can be done with the current one. */
export function BoardMenu({ board, name, tiles, onChoose }: BoardMenuProps) {
  const boards = useBoards();
  const { remove, setDefault } = useBoardChanges();
  const [asked, setAsked] = useState<Asked>(null);
  const close = (): void => setAsked(null);
  const items = boards.data?.items;
  const begin = items?.find(({ isDefault }) => isDefault)?.id ?? null;
  const isBegin = begin === (board?.id ?? null);

  const beginWith = (): void =>
    setDefault.mutate(
      { id: board === null || isBegin ? null : board.id },
      {
        onSuccess: () =>
          toast.success(board === null || isBegin ? 'You begin with the overview' : `You begin with ${name}`),
        onError: (error) =>
          toast.error('You begin as before', { description: describeApiError(error).message }),
      },
    );

  return (
    <>
      {/* Not modal: the page behind stays there for assistive technology. */}
      <DropdownMenu modal={false}>
        <DropdownMenuTrigger asChild>
          <Button className="max-w-64 min-w-0" aria-label={`Dashboards: ${name}`}>
            <LayoutDashboard aria-hidden />
            <span className="truncate">{name}</span>
            <ChevronDown aria-hidden className="text-muted" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" className="w-72">
          <DropdownMenuRadioGroup
            value={board?.id ?? OVERVIEW}
            onValueChange={(id) => onChoose(id === OVERVIEW ? null : id)}
          >
            <DropdownMenuRadioItem value={OVERVIEW}>
              Overview
              {begin === null && <BeginMark />}
            </DropdownMenuRadioItem>
            <KeptItems items={items} />
          </DropdownMenuRadioGroup>
          {boards.isError && (
            <DropdownMenuItem
              tone="danger"
              onSelect={(event) => {
                event.preventDefault();
                void boards.refetch();
              }}
            >
              The dashboards could not be loaded. Try again
            </DropdownMenuItem>
          )}
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => setAsked('new')}>
            <Plus aria-hidden />
            New dashboard
          </DropdownMenuItem>
          <DropdownMenuItem disabled={tiles === null} onSelect={() => setAsked('copy')}>
            <Copy aria-hidden />
            <span className="truncate">Duplicate {name}</span>
          </DropdownMenuItem>
          {!(board === null && isBegin) && (
            <DropdownMenuItem onSelect={beginWith}>
              <Home aria-hidden />
              {isBegin ? 'Don’t begin with this dashboard' : 'Begin with this dashboard'}
            </DropdownMenuItem>
          )}
          {board?.mayChange === true && (
            <>
              <DropdownMenuItem onSelect={() => setAsked('edit')}>
                <PencilLine aria-hidden />
                Name and sharing
              </DropdownMenuItem>
              <DropdownMenuItem tone="danger" onSelect={() => setAsked('remove')}>
                <Trash2 aria-hidden />
                Delete dashboard
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {asked === 'new' && (
        <BoardDialog board={null} title="New dashboard" onClose={close} onKept={({ id }) => onChoose(id)} />
      )}
      {asked === 'copy' && (
        <BoardDialog
          board={null}
          title={`Duplicate ${name}`}
          initial={{ name: `${name} (copy)`, tiles: tiles ?? [] }}
          onClose={close}
          onKept={({ id }) => onChoose(id)}
        />
      )}
      {asked === 'edit' && board !== null && (
        <BoardDialog board={board} title="Name and sharing" onClose={close} />
      )}
      {asked === 'remove' && board !== null && (
        <RemoveKept
          kept={board}
          noun="dashboard"
          remove={remove}
          onClose={close}
          onGone={() => onChoose(null)}
        />
      )}
    </>
  );
}
