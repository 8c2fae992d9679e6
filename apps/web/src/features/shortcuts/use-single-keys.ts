'use client';
import { useStored } from '../../components/use-stored.ts';

const parse = (text: string | null): boolean => text !== 'off';
const print = (isOn: boolean): string => (isOn ? 'on' : 'off');

/** Whether shortcuts of a key without Ctrl or ⌘ work; kept in this browser. WCAG 2.1.4 asks for a way to turn them off. */
export function useSingleKeys(): [boolean, (isOn: boolean) => void] {
  return useStored('heliograph.single-keys', parse, print);
}
