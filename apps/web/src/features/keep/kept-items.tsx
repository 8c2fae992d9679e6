import { Home } from 'lucide-react';
import { DropdownMenuLabel, DropdownMenuRadioItem } from '../../components/dropdown-menu.tsx';

interface KeptItem {
  id: string;
  name: string;
  shared: boolean;
  isDefault: boolean;
  owner: { name: string } | null;
}

/** What is kept (views, dashboards), in a menu: one's own, then what is shared. */
export function KeptItems({ items = [] }: { items: readonly KeptItem[] | undefined }) {
  return (
    <>
      <Group title="Yours" items={items.filter(({ shared }) => !shared)} />
      <Group title="Shared" items={items.filter(({ shared }) => shared)} />
    </>
  );
}

/** Beside the one that a person begins with. */
export function BeginMark() {
  return <Home aria-label="You begin with it" className="size-3.5! shrink-0" />;
}

function Group({ title, items }: { title: string; items: readonly KeptItem[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <DropdownMenuLabel>{title}</DropdownMenuLabel>
      {items.map(({ id, name, isDefault, shared, owner }) => (
        <DropdownMenuRadioItem key={id} value={id}>
          <span className="min-w-0 truncate">{name}</span>
          {isDefault && <BeginMark />}
          {shared && owner !== null && <span className="truncate text-xs text-faint">{owner.name}</span>}
        </DropdownMenuRadioItem>
      ))}
    </>
  );
}
