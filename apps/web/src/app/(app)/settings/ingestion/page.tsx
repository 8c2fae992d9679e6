import type { Metadata } from 'next';
import { IngestionPage } from '../../../../features/ingestion/ingestion-page.tsx';

export const metadata: Metadata = { title: 'Ingestion' };

export default function Page() {
  return <IngestionPage />;
}
