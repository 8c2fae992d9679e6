'use client';
import { useTheme } from 'next-themes';
import { Toaster as Sonner } from 'sonner';

/** Where `toast.success(…)` and `toast.error(…)` of sonner show. Mounted once. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-start gap-2 rounded-lg border border-line bg-raised p-3 font-sans text-sm text-ink shadow-high',
          title: 'font-medium',
          description: 'text-muted text-pretty',
          icon: 'mt-0.5',
          success: '[&_[data-icon]]:text-success',
          error: '[&_[data-icon]]:text-danger',
        },
      }}
    />
  );
}
