import type { ReactNode } from 'react';
import { Logo } from '../../components/logo.tsx';
import { ThemeSwitch } from '../../components/theme-switch.tsx';

/** Pages for people who are not signed in: one form in the middle. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-[radial-gradient(60rem_28rem_at_75%_-12rem,color-mix(in_oklab,var(--accent)_16%,transparent),transparent)]">
      <header className="flex items-center justify-between p-4 sm:px-6">
        <Logo />
        <ThemeSwitch />
      </header>
      <main className="mx-auto flex w-full max-w-88 grow flex-col justify-center px-4 pt-6 pb-24">
        {children}
      </main>
    </div>
  );
}
