'use client';
import { useTheme } from 'next-themes';
import { ToggleGroup } from 'radix-ui';
import { themeOptions } from './theme-options.ts';
import { useHydrated } from './use-hydrated.ts';

/** Light, dark, or whichever the system has. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme();
  // The server doesn't know the choice: it is kept in this browser.
  const inBrowser = useHydrated();
  return (
    <ToggleGroup.Root
      type="single"
      aria-label="Theme"
      value={inBrowser ? (theme ?? 'system') : ''}
      onValueChange={(value) => value !== '' && setTheme(value)}
      className="inline-flex rounded-md border border-line bg-sunken p-0.5"
    >
      {themeOptions.map(({ value, label, icon: Icon }) => (
        <ToggleGroup.Item
          key={value}
          value={value}
          aria-label={label}
          title={label}
          className="inline-flex h-6 w-7 items-center justify-center rounded-sm text-faint transition-colors hover:text-ink data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-low pointer-coarse:h-9 pointer-coarse:w-10"
        >
          <Icon aria-hidden className="size-3.5" />
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
