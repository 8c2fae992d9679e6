'use client';
import { ChevronsUpDown, LogOut } from 'lucide-react';
import { useTheme } from 'next-themes';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../../components/dropdown-menu.tsx';
import { themeOptions } from '../../components/theme-options.ts';
import { useMe } from './use-me.ts';
import { useSignOut } from './use-sign-out.ts';

/** Who is signed in, the theme, and the way out. Compact: the initials alone. */
export function AccountMenu({ compact = false }: { compact?: boolean }) {
  const user = useMe()?.user;
  const { theme, setTheme } = useTheme();
  const { signOut, isSigningOut } = useSignOut();

  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={user === undefined || user === null ? 'Account menu' : `Account menu: ${user.name}`}
        disabled={isSigningOut}
        className={
          compact
            ? 'grid size-9 place-items-center rounded-md hover:bg-hover data-[state=open]:bg-hover'
            : 'flex w-full items-center gap-2.5 rounded-md p-1.5 text-left transition-colors hover:bg-hover data-[state=open]:bg-hover'
        }
      >
        <span
          aria-hidden
          // A picture, not a text: the button's name is the whole name.
          data-initials={initials(user?.name ?? '')}
          className="grid size-7 shrink-0 place-items-center rounded-md bg-accent-soft text-xs font-semibold text-accent-ink before:content-[attr(data-initials)]"
        />
        {!compact && (
          <>
            <span className="min-w-0 grow truncate font-medium">{user?.name}</span>
            <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
          </>
        )}
      </DropdownMenuTrigger>
      <DropdownMenuContent align={compact ? 'end' : 'start'} className="w-60">
        <div className="px-2 py-1.5">
          <p className="truncate font-medium">{user?.name}</p>
          <p className="truncate text-xs text-muted">{user?.email}</p>
        </div>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme ?? 'system'} onValueChange={setTheme}>
          {themeOptions.map(({ value, label, icon: Icon }) => (
            // The menu stays open, so that the themes can be compared.
            <DropdownMenuRadioItem key={value} value={value} onSelect={(event) => event.preventDefault()}>
              <Icon aria-hidden />
              {label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={signOut}>
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** 'AL' of 'Ada King Lovelace'. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) =>
    word === undefined ? '' : ([...word][0] ?? ''),
  );
  return letters.join('').toUpperCase();
}
