'use client';
import { ChevronsUpDown } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../../../components/button.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '../../../components/dropdown-menu.tsx';
import type { JsonIndex } from './json-index.ts';
import { type OpenNodes, openToDepth } from './json-rows.ts';

/** Levels that are offered one by one. */
const MOST_LEVELS = 5;

/** Opens the tree to a depth, or closes it. */
export function ExpandMenu({ index, onOpen }: { index: JsonIndex; onOpen: (open: OpenNodes) => void }) {
  const deepest = useMemo(() => index.depths.reduce((most, depth) => Math.max(most, depth), 0), [index]);
  const levels = Array.from({ length: Math.min(MOST_LEVELS, deepest - 1) }, (_, place) => place + 1);
  const choose = (depth: number): void => onOpen(openToDepth(index, depth));
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="sm" variant="ghost">
          <ChevronsUpDown aria-hidden />
          Expand
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => choose(deepest)}>Expand all</DropdownMenuItem>
        {levels.map((depth) => (
          <DropdownMenuItem key={depth} onSelect={() => choose(depth)}>
            Expand to level {depth}
          </DropdownMenuItem>
        ))}
        <DropdownMenuItem onSelect={() => choose(0)}>Collapse all</DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
