'use client';
import { useKeyNames } from '../../use-key-names.ts';
import { RowText } from './row-text.tsx';

/** The name of the key; of one that is revoked, the beginning of its id. */
export function RowKey({ id }: { id: string }) {
  const name = useKeyNames().get(id);
  return <RowText text={name ?? `${id.slice(0, 8)}…`} title={name === undefined ? id : name} />;
}
