import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../../components/dropdown-menu.tsx';
import { IconButton } from '../../components/icon-button.tsx';

interface SwitchMenuProps {
  label: string;
  enabled: boolean;
  onEdit: () => void;
  onSwitch: () => void;
  onRemove: () => void;
  /** Entries after that for editing. */
  children?: ReactNode;
}

/** The menu of a row that is edited, switched on or off, and deleted. */
export function SwitchMenu({ label, enabled, onEdit, onSwitch, onRemove, children }: SwitchMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label={label} icon={<Ellipsis aria-hidden />} hideTooltip />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={onEdit}>Edit</DropdownMenuItem>
        {children}
        <DropdownMenuItem onSelect={onSwitch}>{enabled ? 'Switch off' : 'Switch on'}</DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem tone="danger" onSelect={onRemove}>
          Delete
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
