'use client';
import { ChartLine, Copy, Download, Ellipsis, Image, ListFilter, Pencil, Table2, Trash2 } from 'lucide-react';
import Link from 'next/link';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../../../components/dropdown-menu.tsx';
import { IconButton } from '../../../components/icon-button.tsx';

export interface TileActions {
  edit: () => void;
  duplicate: () => void;
  remove: () => void;
}

interface TileMenuProps {
  title: string;
  /** What can be saved as files; null while there is nothing. */
  files: { csv: () => void; png: () => void } | null;
  /** Whether the table stands in place of the chart; null where it is a table anyway. */
  asTable: { on: boolean; toggle: () => void } | null;
  href: string | null;
  /** Null where the dashboard may not be changed. */
  actions: TileActions | null;
}

/** What can be done with a tile. */
export function TileMenu({ title, files, asTable, href, actions }: TileMenuProps) {
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>
        <IconButton
          label={`More on ${title}`}
          icon={<Ellipsis aria-hidden />}
          hideTooltip
          className="-mr-1 text-muted"
        />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-52">
        {asTable !== null && (
          <DropdownMenuItem onSelect={asTable.toggle}>
            {asTable.on ? <ChartLine aria-hidden /> : <Table2 aria-hidden />}
            {asTable.on ? 'Show as chart' : 'Show as table'}
          </DropdownMenuItem>
        )}
        {href !== null && (
          <DropdownMenuItem asChild>
            <Link href={href}>
              <ListFilter aria-hidden />
              Show requests
            </Link>
          </DropdownMenuItem>
        )}
        <DropdownMenuItem disabled={files === null} onSelect={() => files?.csv()}>
          <Download aria-hidden />
          Download CSV
        </DropdownMenuItem>
        <DropdownMenuItem disabled={files === null} onSelect={() => files?.png()}>
          <Image aria-hidden />
          Download PNG
        </DropdownMenuItem>
        {actions !== null && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={actions.edit}>
              <Pencil aria-hidden />
              Edit tile
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={actions.duplicate}>
              <Copy aria-hidden />
              Duplicate tile
            </DropdownMenuItem>
            <DropdownMenuItem tone="danger" onSelect={actions.remove}>
              <Trash2 aria-hidden />
              Remove tile
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
