'use client';
import { useStored } from '../../components/use-stored.ts';

const parse = (text: string | null): string => text ?? '';
const print = (text: string): string => text;

/** The statement as it was left in this browser. */
export function useDraft(): [string, (sql: string) => void] {
  return useStored('heliograph.sql-draft', parse, print);
}
