'use client';
import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { restrictToParentElement, restrictToVerticalAxis } from '@dnd-kit/modifiers';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import type { KnownLayout } from '@heliograph/contracts/request-view';
import { moveColumn, pinColumn, toggleColumn } from '../layout/change-layout.ts';
import { placeColumns } from '../layout/place-columns.ts';
import { ShownColumn } from './shown-column.tsx';

interface ShownColumnsProps {
  layout: KnownLayout;
  onChange: (layout: KnownLayout) => void;
}

/** The columns that are shown, in their order; they are put in another one by dragging or by keyboard. */
export function ShownColumns({ layout, onChange }: ShownColumnsProps) {
  const columns = placeColumns(layout);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const placeOf = (id: UniqueIdentifier | undefined): number =>
    columns.findIndex(({ column }) => column.id === id);
  const labelOf = (id: UniqueIdentifier): string => columns[placeOf(id)]?.column.label ?? '';
  const announcements: Announcements = {
    onDragStart: ({ active }) => `${labelOf(active.id)} is lifted.`,
    onDragOver: ({ active, over }) =>
      over === null
        ? undefined
        : `${labelOf(active.id)} is at place ${placeOf(over.id) + 1} of ${columns.length}.`,
    onDragEnd: ({ active, over }) => `${labelOf(active.id)} is put at place ${placeOf(over?.id) + 1}.`,
    onDragCancel: ({ active }) => `${labelOf(active.id)} is back where it was.`,
  };
  const onDragEnd = ({ active, over }: DragEndEvent): void => {
    const moved = columns[placeOf(active.id)];
    if (moved !== undefined && over !== null && over.id !== active.id)
      onChange(moveColumn(layout, moved.column.id, placeOf(over.id)));
  };
  return (
    <DndContext
      id="shown-columns"
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={[restrictToVerticalAxis, restrictToParentElement]}
      onDragEnd={onDragEnd}
      accessibility={{
        announcements,
        screenReaderInstructions: {
          draggable:
            'Press Space to lift the column, the arrow keys to move it, Space to put it down, Escape to leave it.',
        },
      }}
    >
      <SortableContext items={columns.map(({ column }) => column.id)} strategy={verticalListSortingStrategy}>
        <ul aria-label="Shown columns">
          {columns.map((placed) => (
            <ShownColumn
              key={placed.column.id}
              placed={placed}
              only={columns.length === 1}
              onPin={(pinned) => onChange(pinColumn(layout, placed.column.id, pinned))}
              onHide={() => onChange(toggleColumn(layout, placed.column.id))}
            />
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  );
}
