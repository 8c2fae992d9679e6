'use client';
import { Menu } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { Logo } from '../../components/logo.tsx';
import { Sheet, SheetContent, SheetTrigger } from '../../components/sheet.tsx';
import { FiringBanner } from '../alerts/firing-banner.tsx';
import { AccountMenu } from './account-menu.tsx';
import { AppCommands, SearchButton, useOpened } from './app-commands.tsx';
import { MainNavigation } from './main-navigation.tsx';
import { useMe } from './use-me.ts';

/** The frame of every page: a sidebar, on a phone a bar with a drawer. The page scrolls within `main`. */
export function AppShell({ children }: { children: ReactNode }) {
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const [opened, setOpened] = useOpened();
  const organization = useMe()?.organization.name;
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="fixed -top-16 left-3 z-60 rounded-md bg-ink px-3 py-2 font-medium text-canvas focus:top-3"
      >
        Skip to content
      </a>

      <header className="hidden w-56 shrink-0 flex-col border-r border-line px-3 pt-3.5 pb-2 md:flex">
        <Logo className="px-2" />
        <p className="mt-1 truncate px-2 text-xs text-muted" title={organization}>
          {organization}
        </p>
        <div className="mt-4 mb-3">
          <SearchButton onPress={() => setOpened('palette')} />
        </div>
        <div className="min-h-0 grow overflow-y-auto px-1.5 -mx-1.5">
          <MainNavigation />
        </div>
        <AccountMenu />
      </header>

      <header className="flex h-12 shrink-0 items-center justify-between gap-2 border-b border-line px-2 md:hidden">
        <div className="flex items-center gap-2">
          <Sheet open={isMenuOpen} onOpenChange={setIsMenuOpen}>
            <SheetTrigger asChild>
              <IconButton label="Menu" icon={<Menu aria-hidden />} size="lg" hideTooltip />
            </SheetTrigger>
            <SheetContent title="Menu" header={<Logo />} side="left" className="max-w-72">
              <p className="truncate px-5 pt-3 pb-4 text-xs text-muted">{organization}</p>
              <div className="px-3">
                <MainNavigation onNavigate={() => setIsMenuOpen(false)} />
              </div>
            </SheetContent>
          </Sheet>
          <Logo />
        </div>
        <div className="flex items-center">
          <SearchButton compact onPress={() => setOpened('palette')} />
          <AccountMenu compact />
        </div>
      </header>

      <div className="flex min-h-0 min-w-0 grow flex-col">
        <FiringBanner />
        <main
          id="main"
          tabIndex={-1}
          className="relative min-h-0 min-w-0 grow overflow-y-auto bg-surface outline-none"
        >
          {children}
        </main>
      </div>
      <AppCommands opened={opened} onOpen={setOpened} />
    </div>
  );
}
