import '@fontsource-variable/geist-mono/wght.css';
import '@fontsource-variable/geist/wght.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { PageProviders } from '../features/shell/page-providers.tsx';
import { NONCE_HEADER } from '../server/http/page-headers.ts';

export const metadata: Metadata = {
  title: { default: 'Heliograph', template: '%s · Heliograph' },
  description: 'See what your application asks of language models, and what it gets.',
  robots: { index: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f9f8f5' },
    { media: '(prefers-color-scheme: dark)', color: '#0d1117' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined;
  return (
    // The theme's class is set before React looks at the page.
    <html lang="en" suppressHydrationWarning>
      <body>
        <PageProviders nonce={nonce}>{children}</PageProviders>
      </body>
    </html>
  );
}
