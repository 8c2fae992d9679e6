import { cn } from './cn.ts';
import { Skeleton } from './skeleton.tsx';
import { hiddenBelow, Table, type TableColumn, TableRow } from './table.tsx';

interface TableSkeletonProps {
  /** For screen readers: what is being loaded. */
  label: string;
  caption: string;
  columns: readonly TableColumn[];
  /** A class with the height of the rows that come. */
  rowHeight: string;
  /** Classes with the width of the first cell's text, one for each row. */
  first: readonly string[];
  /** The same of the cells after it, in every row; columns beyond, such as that of buttons, stay empty. */
  others: readonly string[];
}

/** In the place of a framed table until its rows have come. */
export function TableSkeleton({ label, caption, columns, rowHeight, first, others }: TableSkeletonProps) {
  return (
    <div role="status">
      <span className="sr-only">{label}</span>
      <Table caption={caption} columns={columns}>
        {first.map((width) => (
          <TableRow key={width} className={cn('align-middle', rowHeight)}>
            <td className="pr-3 pl-4">
              <Skeleton className={width} />
            </td>
            {columns.slice(1).map(({ from }, index) => (
              <td key={index} className={cn('px-3', from !== undefined && hiddenBelow[from])}>
                {others[index] !== undefined && <Skeleton className={others[index]} />}
              </td>
            ))}
          </TableRow>
        ))}
      </Table>
    </div>
  );
}
